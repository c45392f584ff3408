import type { Fact } from '../../domain/floor/fact.ts';
import type { FloorTotals } from '../../domain/floor/floor-totals.ts';
import { isClosed, longestFirst, needsAttention, occupancyNow } from '../../domain/floor/queue-status.ts';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import type { FloorNow, FloorView } from '../../queries/floor-view.ts';
import type { ChartBlock } from '../block-kit/chart-block.ts';
import { type ActionElement, barChart } from '../block-kit/elements.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Message } from '../block-kit/message.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { type Figure, type Part, sentenceParts } from '../block-kit/parts.ts';
import { toMessage } from '../block-kit/render.ts';
import { bold, code, type Sentence } from '../block-kit/sentence.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { unknownReply } from '../replies/fact-replies.ts';
import { FLOOR, FLOOR_BUTTONS } from '../replies/floor-replies.ts';
import { count } from '../replies/queue-replies.ts';
import { agentMenu, longestHeading } from './agent-buttons.ts';
import { agentInWords } from './agent-groups.ts';
import { titleParts } from './answer-context.ts';
import { floorButton, floorButtons, queueMenu } from './floor-buttons.ts';
import { type FloorMessageOptions, missingOfMany } from './floor-parts.ts';
import { provenanceOf } from './provenance.ts';
import { queueLine } from './queue-words.ts';
import { inReadingOrder, stateCounts } from './state-counts.ts';

const ISSUES_MAX = 8;

/** The floor now: agents by state, the platform's own count, load, spare capacity, and queues that need attention. */
export function floorMessage(options: FloorMessageOptions): Message {
  const { centre, view, surface, time, now: instant } = options;
  const now = view.now.kind === 'known' ? view.now.value : null;
  const longest = now === null ? [] : longestByState(now);
  const provenance = provenanceOf([view.now, view.totals, view.waits], time, instant);
  return toMessage([
    ...titleParts(FLOOR.title, options),
    { kind: 'figures', figures: figuresOf(now, view.totals) },
    ...chartOf(now),
    ...sentenceParts([...countingWords(view.totals, view.now), ...spareWords(now)]),
    ...issueParts(view, ISSUES_MAX),
    ...(longest.length === 0
      ? []
      : [
          longestHeading(centre, FLOOR.longestTitle, surface === 'shared' ? [] : longestFirst(longest)),
          ...sentenceParts(longest.map(inWords)),
        ]),
    ...sentenceParts(missingOfMany(view)),
    { kind: 'context', lines: [...(now === null ? [] : [[FLOOR.loadNote]]), ...provenance] },
    floorButtons({
      centre,
      question: { kind: 'floor' },
      subject: FLOOR.title,
      surface,
      showsNames: longest.length > 0,
      more: menus(centre, now, longest),
    }),
  ]);
}

function chartOf(now: FloorNow | null): Part[] {
  return now === null || now.signedIn === 0 ? [] : [{ kind: 'chart', block: stateChart(now.states) }];
}

/** Agents by state. Bars, because a pie chart of Slack's has at most six slices and there are eight states. */
function stateChart(counts: FloorNow['states']): ChartBlock {
  const states = stateCounts(counts);
  return barChart({
    title: FLOOR.chartTitle,
    axis: FLOOR.chartSeries,
    categories: states.map(({ label }) => (label === FLOOR.otherState ? FLOOR.otherInChart : label)),
    series: [{ name: FLOOR.chartSeries, values: states.map(({ agents }) => agents) }],
  });
}

/** A heading and the queues that need attention, or a sentence that none does; empty if the queues are unknown. */
export function issueParts({ now, waits }: FloorView, max: number): Part[] {
  const issues = now.kind === 'known' ? issueSentences(now.value, waits.kind === 'known', max) : [];
  if (issues.length === 0) return [];
  return [...sentenceParts([[bold(FLOOR.issuesTitle)]]), ...sentenceParts(issues)];
}

/** Figures from the list of agents, which has every state; without the list, from the platform's own count. */
export function figuresOf(now: FloorNow | null, totals: Fact<FloorTotals>): Figure[] {
  if (now !== null) {
    const load = occupancyNow(now.states);
    return [
      { label: FLOOR.signedIn, value: signedInWords(now) },
      ...stateCounts(now.states).map(({ label, agents }) => ({ label, value: count(agents) })),
      ...(load === null ? [] : [{ label: FLOOR.load, value: FORMAT.percent(load) }]),
    ];
  }
  if (totals.kind !== 'known') return [];
  const { signedIn, onCall, available, notReady } = totals.value;
  const others = signedIn - onCall - available - notReady;
  const states = [
    { label: stateInWords('on-call').words, value: count(onCall) },
    { label: stateInWords('available').words, value: count(available) },
    { label: stateInWords('not-ready').words, value: count(notReady) },
  ];
  return [
    { label: FLOOR.signedIn, value: count(signedIn) },
    ...states,
    ...(others > 0 ? [{ label: FLOOR.otherState, value: count(others) }] : []),
  ];
}

/** The count is written as "at least" if some records are missing or malformed. */
function signedInWords({ signedIn, malformedRecords, missing }: FloorNow): string {
  return malformedRecords + missing === 0 ? count(signedIn) : FLOOR.atLeast(signedIn);
}

/** Says that the platform's own count and the list of agents differ; empty if they agree. */
export function countingWords(totals: Fact<FloorTotals>, now: Fact<FloorNow>): Sentence[] {
  if (totals.kind !== 'known') return unknownReply(totals, ['floor'], null);
  if (now.kind !== 'known') return [];
  const { states, signedIn } = now.value;
  const agrees =
    totals.value.signedIn === signedIn &&
    totals.value.onCall === (states.get('on-call') ?? 0) &&
    totals.value.available === (states.get('available') ?? 0) &&
    totals.value.notReady === (states.get('not-ready') ?? 0);
  const isOtherVdn = totals.value.signedIn === 0 && signedIn > 0 && now.source.upstream === 'CC-Gateway';
  if (isOtherVdn) return [[FLOOR.otherVdn]];
  return agrees ? [] : [[FLOOR.differs(totals.value)]];
}

function spareWords(now: FloorNow | null): Sentence[] {
  if (now === null) return [];
  if (now.signedIn === 0) return [[FLOOR.nobody]];
  // Without queues the spare capacity of a queue is unknown.
  return now.queues.length === 0 ? [] : [[FLOOR.spare(now.spare.people, now.spare.counted)]];
}

/** The queues that need attention, worst first, then how many are closed or unknown. */
function issueSentences({ queues }: FloorNow, measuresWaits: boolean, max: number): Sentence[] {
  const bad = queues.filter(needsAttention);
  const shown = bad
    .slice(0, max)
    .map((queue): Sentence => [queueLine(queue, measuresWaits, QUEUE_NAME_MAX.line)]);
  const more = bad.length - shown.length;
  const closed = queues.filter(isClosed).length;
  const unread = queues.filter(({ agentsKnown }) => !agentsKnown).length;
  const waitsKnown = queues.every(({ wait }) => wait !== null);
  return [
    ...shown,
    ...(more === 0 ? [] : [[FLOOR.moreIssues(more), code('/queue'), '.']]),
    ...(bad.length === 0 && closed + unread < queues.length
      ? [[FLOOR.noIssue({ ofAll: unread === 0, waitsKnown })]]
      : []),
    ...(closed === 0 ? [] : [[FLOOR.closed(closed, waitsKnown)]]),
    ...(unread === 0 ? [] : [[FLOOR.agentsUnread(unread)]]),
  ];
}

/** For each state the agent who has been in it longest. `agents` is empty for readers who may not see single agents. */
function longestByState({ agents }: FloorNow): AgentOnFloor[] {
  const firsts = new Map(agents.toReversed().map((agent) => [agent.state, agent]));
  return inReadingOrder(firsts.keys()).flatMap((state) => firsts.get(state) ?? []);
}

function inWords(agent: AgentOnFloor): Sentence {
  return [FLOOR.longest(stateInWords(agent.state).words, agentInWords(agent))];
}

function menus(centre: string, now: FloorNow | null, longest: readonly AgentOnFloor[]): ActionElement[] {
  const subject = FLOOR.title;
  const question = { kind: 'queues', page: 0 } as const;
  const all = floorButton({
    centre,
    action: ACTIONS.openFloor,
    text: FLOOR_BUTTONS.allQueues,
    subject,
    question,
  });
  if (now === null) return [all];
  return [all, ...queueMenu(centre, now.queues.filter(needsAttention)), ...agentMenu(centre, longest)];
}
