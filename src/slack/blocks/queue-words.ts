import type { types } from '@slack/bolt';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { isClosed, type QueueStatus } from '../../domain/floor/queue-status.ts';
import { menuOptions, option } from '../block-kit/elements.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import type { Figure } from '../block-kit/parts.ts';
import { count, issuesInWords, QUEUE, QUEUE_LABELS, QUEUES } from '../replies/queue-replies.ts';
import { awayIn, onCallsIn } from './state-counts.ts';

/** `Sales (3)`, as literal text. */
export function queueTitle({ id, name }: NamedQueue, longestName: number): string {
  return QUEUE.title(id, name === null ? '' : sanitizeLine(name, longestName));
}

/** Queues in a menu; the value of each is its number. */
export function queueOptions(queues: readonly NamedQueue[]): types.PlainTextOption[] {
  return menuOptions(
    queues.map((queue) => option(queueTitle(queue, QUEUE_NAME_MAX.option), String(queue.id))),
  );
}

/** A figure that fits a table cell too, so its value is plain text. */
interface QueueFigure extends Figure {
  readonly value: string;
}

/**
 * The figures of a queue, its issues first.
 *
 * @param measuresWaits `false` if the connection does not measure waits; the figures of waits are then left out
 */
export function queueFigures(queue: QueueStatus, measuresWaits: boolean): QueueFigure[] {
  const { counts, available, dedicatedAvailable, signedIn } = queue;
  const figures = [
    { label: QUEUE_LABELS.available, value: count(available) },
    { label: QUEUE_LABELS.dedicatedAvailable, value: count(dedicatedAvailable) },
    { label: QUEUE_LABELS.onCalls, value: count(onCallsIn(counts)) },
    { label: QUEUE_LABELS.wrapUp, value: count(counts.get('wrap-up') ?? 0) },
    { label: QUEUE_LABELS.away, value: count(awayIn(counts)) },
    { label: QUEUE_LABELS.signedIn, value: count(signedIn) },
  ];
  return [
    { label: QUEUE_LABELS.issue, value: issueWords(queue) },
    ...(measuresWaits ? waitFigures(queue) : []),
    ...ofAgents(queue, figures),
  ];
}

function issueWords({ issues, agentsKnown }: QueueStatus): string {
  return issuesInWords(issues) || (agentsKnown ? QUEUE.none : QUEUE.unknown);
}

/** Figures of the agents who are signed in, or "unknown" for each if these agents are unknown. */
export function ofAgents({ agentsKnown }: QueueStatus, figures: readonly QueueFigure[]): QueueFigure[] {
  return figures.map(({ label, value }) => ({ label, value: agentsKnown ? value : QUEUE.unknown }));
}

export function waitFigures({ wait }: QueueStatus): QueueFigure[] {
  const longest =
    wait === null || wait.longestSeconds === null
      ? QUEUE.unknown
      : wait.calls === 0
        ? QUEUE.none
        : FORMAT.duration(wait.longestSeconds);
  return [
    { label: QUEUE_LABELS.waiting, value: wait === null ? QUEUE.unknown : count(wait.calls) },
    { label: QUEUE_LABELS.longestWait, value: longest },
  ];
}

/** Fewer figures, for lists of queues. */
export function queueFiguresInShort(queue: QueueStatus, measuresWaits: boolean): QueueFigure[] {
  const { counts, available, dedicatedAvailable, signedIn } = queue;
  const off = (counts.get('wrap-up') ?? 0) + awayIn(counts);
  const figures = [
    { label: QUEUE_LABELS.available, value: QUEUE.availableOf(available, dedicatedAvailable) },
    { label: QUEUE_LABELS.onCalls, value: count(onCallsIn(counts)) },
    { label: QUEUE_LABELS.off, value: count(off) },
    { label: QUEUE_LABELS.signedIn, value: count(signedIn) },
  ];
  return [
    { label: QUEUE_LABELS.issue, value: issueWords(queue) },
    ...(measuresWaits ? [{ label: QUEUE_LABELS.waiting, value: waitInWords(queue) }] : []),
    ...ofAgents(queue, figures),
  ];
}

/** `Sales (3): all agents busy, calls waiting; waiting 4, longest 2m; 12 on calls.` Figures that are 0 are left out. */
export function queueLine(queue: QueueStatus, measuresWaits: boolean, longestName: number): string {
  const { counts, available, dedicatedAvailable, signedIn, wait } = queue;
  const waits = measuresWaits && (wait === null || wait.calls > 0);
  const facts = [
    issuesInWords(queue.issues) || (isClosed(queue) ? QUEUE.nobodySignedIn : ''),
    waits ? QUEUE.waitingIs(waitInWords(queue)) : '',
    queue.agentsKnown ? '' : QUEUE.agentsUnknown,
    some(available, QUEUE.availableIs(QUEUE.availableOf(available, dedicatedAvailable))),
    ...[
      { label: QUEUE_LABELS.onCalls, amount: onCallsIn(counts) },
      { label: QUEUE_LABELS.wrapUp, amount: counts.get('wrap-up') ?? 0 },
      { label: QUEUE_LABELS.away, amount: awayIn(counts) },
      { label: QUEUE_LABELS.signedIn, amount: signedIn },
    ].map(({ label, amount }) => some(amount, `${count(amount)} ${label.toLowerCase()}`)),
  ];
  return QUEUES.line(
    queueTitle(queue, longestName),
    facts.filter((fact) => fact !== ''),
  );
}

function some(amount: number, words: string): string {
  return amount === 0 ? '' : words;
}

/** `4, longest 23 seconds`. */
function waitInWords({ wait }: QueueStatus): string {
  if (wait === null) return QUEUE.unknown;
  return wait.calls === 0 || wait.longestSeconds === null
    ? count(wait.calls)
    : QUEUE.waitingOf(wait.calls, FORMAT.duration(wait.longestSeconds));
}
