import type { Fact, Unknown } from '../../domain/floor/fact.ts';
import type { AgentOnFloor, QueueId } from '../../domain/floor/snapshot.ts';
import type { AgentCard } from '../../queries/answers.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { AGENT_NAME_MAX, QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import type { Figure } from '../block-kit/parts.ts';
import type { Phrase, Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { LABELS, periodInWords, stateInWords } from '../replies/agent-words.ts';
import { CARD } from '../replies/card-replies.ts';
import { type Part, signedOut, unknownReply, unknownToCms } from '../replies/fact-replies.ts';

const LISTED_MAX = 12;

/** The agent's name as one line; `null` if no source gave it. */
export function nameOf(card: AgentCard): string | null {
  if (card.state.kind !== 'known' || card.state.value.name === null) return null;
  const name = sanitizeLine(card.state.value.name, AGENT_NAME_MAX.title);
  return name === '' ? null : name;
}

/** `Talking for 4 minutes 12 seconds`; `null` if the state is unknown or the agent is signed out. */
export function stateLine(card: AgentCard): { words: string; emoji: string } | null {
  const agent = onFloor(card);
  if (agent === null) return null;
  const { words, emoji } = stateInWords(agent.state);
  const since = agent.secondsInState === null ? null : FORMAT.duration(agent.secondsInState);
  return { words: CARD.state(words, since, agent.reason), emoji };
}

export function figuresOf(card: AgentCard, time: TimeWriter): Figure[] {
  return [...callFigures(card), ...statisticsFigures(card), ...floorFigures(card, time)];
}

function callFigures(card: AgentCard): Figure[] {
  const ids = card.callIds?.kind === 'known' ? card.callIds.value : [];
  const endings = ids
    .map((id) => id.replace(/[^0-9A-Za-z]/g, '').slice(-4))
    .filter((ending) => ending !== '');
  const which = endings.length === 0 ? '' : CARD.endings(FORMAT.list(endings, LISTED_MAX));
  if (card.callCount?.kind === 'known') {
    const count = amount(card.callCount.value);
    return [figure(LABELS.activeCalls, which === '' ? count : `${count} (${which})`)];
  }
  return card.callIds?.kind === 'known' ? [figure(LABELS.calls, which === '' ? CARD.noCalls : which)] : [];
}

function statisticsFigures(card: AgentCard): Figure[] {
  if (card.statistics?.kind !== 'known') return [];
  const { answered, outbound, talkSeconds } = card.statistics.value;
  return [
    figure(LABELS.answered, amount(answered)),
    figure(LABELS.outbound, amount(outbound)),
    figure(LABELS.talkTime, FORMAT.duration(talkSeconds)),
  ];
}

function floorFigures(card: AgentCard, time: TimeWriter): Figure[] {
  const agent = onFloor(card);
  if (agent === null) return [];
  const queues =
    agent.queues === null ? [] : [figure(LABELS.queues, queueList(agent.queues, card.queueNames))];
  const { signedInAt } = agent;
  return signedInAt === null ? queues : [...queues, figure(LABELS.signedInAt, time.instant(signedInAt))];
}

/** Each queue by its name, or by its number if no source gave a name. */
function queueList(queues: readonly QueueId[], names: ReadonlyMap<QueueId, string>): string {
  const titles = queues.map((id) => sanitizeLine(names.get(id) ?? '', QUEUE_NAME_MAX.list) || String(id));
  return queues.length === 0 ? CARD.noQueues : FORMAT.list(titles, LISTED_MAX);
}

/** The period that the call statistics count; empty without statistics. */
export function periodNote(card: AgentCard): Sentence[] {
  if (card.statistics?.kind !== 'known') return [];
  return [[CARD.period(periodInWords(card.statistics.source))]];
}

/** One sentence for each reason why parts hold no figure. */
export function missingParts(card: AgentCard): Sentence[] {
  const { agentId } = card;
  if (card.state.kind === 'unknown-agent') return unknownReply(card.state, ['state'], agentId);
  const isOut = card.state.kind === 'signed-out' || (card.state.kind === 'known' && onFloor(card) === null);
  const unknown = partsOf(card).filter(
    (entry): entry is { part: Part; fact: Unknown } =>
      entry.fact.kind !== 'known' && entry.fact.kind !== 'signed-out',
  );
  const kinds = [...new Set(unknown.map((entry) => entry.fact.kind))];
  const sentences = kinds.flatMap((kind) => {
    const alike = unknown.filter((entry) => entry.fact.kind === kind);
    return unknownReply(
      merged(alike.map((entry) => entry.fact)),
      alike.map((entry) => entry.part),
      agentId,
    );
  });
  const differing = card.isUnknownToCms === true ? [unknownToCms(agentId)] : [];
  return isOut ? [signedOut(agentId), ...sentences] : [...differing, ...sentences];
}

export function partsOf(card: AgentCard): { part: Part; fact: Fact<unknown> }[] {
  const { state, callCount, callIds, statistics } = card;
  const parts: { part: Part; fact: Fact<unknown> | null }[] = [
    { part: 'state', fact: state },
    { part: 'callCount', fact: callCount },
    { part: 'callIds', fact: callIds },
    { part: 'statistics', fact: statistics },
  ];
  return parts.flatMap(({ part, fact }) => (fact === null ? [] : [{ part, fact }]));
}

function merged(unknowns: readonly Unknown[]): Unknown {
  const failures = unknowns.flatMap((unknown) => (unknown.kind === 'no-answer' ? unknown.failures : []));
  const [first] = unknowns;
  return first === undefined || first.kind === 'no-answer' ? { kind: 'no-answer', failures } : first;
}

function onFloor(card: AgentCard): AgentOnFloor | null {
  return card.state.kind === 'known' && card.state.value.state !== 'signed-out' ? card.state.value : null;
}

function amount(count: number): string {
  return Number.isFinite(count) ? FORMAT.number(count) : CARD.unknown;
}

function figure(label: string, value: Phrase): Figure {
  return { label, value };
}
