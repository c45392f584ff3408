import type { QueueIssue } from '../../domain/floor/queue-status.ts';
import { FORMAT } from '../block-kit/format.ts';
import { code, type Sentence } from '../block-kit/sentence.ts';

/** The end of a sentence about a queue or the floor; added only if its calls waiting are known. */
export const NO_CALLS = ', no calls waiting';

export const QUEUE = {
  title: (id: number, name: string) => (name === '' ? `Queue ${id}` : `${name} (${id})`),
  waitingOf: (calls: number, longest: string) => `${count(calls)}, longest ${longest}`,
  waitingIs: (words: string) => `waiting ${words}`,
  /** `2 (1 shared)`; shared agents serve other queues too. */
  availableOf: (available: number, dedicated: number) =>
    available === dedicated
      ? count(available)
      : `${count(available)} (${count(available - dedicated)} shared)`,
  availableIs: (amount: string) => `available ${amount}`,
  unknown: 'unknown',
  agentsUnknown: 'agents unknown',
  none: '–',
  allIsWell: (waitKnown: boolean) => `OK: agents available${waitKnown ? NO_CALLS : ''}`,
  closed: (waitKnown: boolean) => `Closed: no agents signed in${waitKnown ? NO_CALLS : ''}`,
  nobodySignedIn: 'no agents signed in',
  agents: (title: string) => `Agents in ${title}`,
  nobody: 'No agents signed in to this queue.',
  agentsUnread: 'Agents of this queue are unknown. Refresh to retry.',
  /** Shared agents serve other queues too. */
  spare: (available: number, dedicated: number) =>
    available === 0
      ? 'No agents available.'
      : `${count(available)} available: ${count(dedicated)} dedicated, ${count(available - dedicated)} shared.`,
  group: (state: string, agents: number) => `${state}: ${count(agents)}`,
  /** `1099 Ana García for 4 minutes`. */
  agent: (id: number, name: string, since: string | null) =>
    `${id}${name === '' ? '' : ` ${name}`}${since === null ? '' : ` for ${since}`}`,
  agentIn: (who: string, state: string, since: string | null) =>
    since === null ? `${who}: ${state}` : `${who}: ${state} for ${since}`,
  longestFirst: 'Agents (longest in state first)',
  more: (agents: number) => `and ${count(agents)} more`,
  moreByCommand: (id: number): Sentence => ['All of them: ', code(`/queue ${id} agents`), '.'],
  agentsWithheld: 'Only supervisors can see individual agents.',
  gone: (id: number): Sentence[] => [
    [`There is no queue ${id}: it has no name, and nobody is signed in to it.`],
    [code('/queue'), ' lists the queues that there are.'],
  ],
} as const;

export const QUEUES = {
  title: 'Queues',
  none: 'No queues: none has a name or agents.',
  counted: (queues: number, needAttention: number) =>
    needAttention === 0
      ? `None of ${plural(queues, 'queue')} needs attention.`
      : `${count(needAttention)} of ${plural(queues, 'queue')} ${needAttention > 1 ? 'need' : 'needs'} attention, worst first.`,
  shown: (from: number, to: number, queues: number) =>
    `These are ${count(from)} to ${count(to)} of ${count(queues)}, worst first; ${count(queues - (to - from + 1))} more are on other pages, or ask for one by its name.`,
  previous: (size: number) => `Previous ${size}`,
  next: (size: number) => `Next ${size}`,
  line: (title: string, facts: readonly string[]) =>
    `${title}: ${facts.length === 0 ? 'no data' : facts.join('; ')}.`,
} as const;

export const QUEUE_LABELS = {
  queue: 'Queue',
  issue: 'Alerts',
  waiting: 'Calls waiting',
  longestWait: 'Longest wait',
  available: 'Available',
  dedicatedAvailable: 'Dedicated',
  onCalls: 'On calls',
  wrapUp: 'Wrap-up',
  away: 'Away',
  off: 'Wrap-up or away',
  signedIn: 'Signed in',
} as const;

/** Explains the columns whose headings do not define what they count. */
export const COLUMNS_NOTE =
  'Dedicated: available agents who serve no other queue. On calls: on call or ringing. Away: not ready, on break, training or unknown.';

const ISSUES: Readonly<Record<QueueIssue, string>> = {
  'no-agent-signed-in': QUEUE.nobodySignedIn,
  'no-agent-available': 'all agents busy',
  'calls-waiting': 'calls waiting',
  'one-agent-left': '1 agent left',
};

/** Returns the issues of a queue as text, such as `all agents busy, calls waiting`; empty if there are none. */
export function issuesInWords(issues: readonly QueueIssue[]): string {
  return issues.map((issue) => ISSUES[issue]).join(', ');
}

/** Texts about a name that matches several queues, or none. */
export const QUEUE_NAMES = {
  several: (typed: string, titles: readonly string[]): Sentence[] => [
    [`“${typed}” matches ${count(titles.length)} queues: ${FORMAT.list(titles, 10)}.`],
    ['Ask by number, for example ', code('/queue 3'), ', or choose one below.'],
  ],
  near: (typed: string, title: string, form: string): Sentence[] => [
    [`There is no queue “${typed}”. Did you mean ${title}?`],
    ['Try ', code(form), ', or ', code('/queue'), ' for all of them.'],
  ],
  none: (typed: string): Sentence[] => [
    [`There is no queue “${typed}”.`],
    [code('/queue'), ' lists all queues. Use a name or number.'],
  ],
  notListed: (what: string): Sentence[] => [
    [
      `${what} is not among the queues that the contact centre told of. Its lists did not come in full just now, so there may be such a queue all the same.`,
    ],
    ['Ask again in a minute, or see the others with ', code('/queue'), '.'],
  ],
  typed: (typed: string) => `“${typed}”`,
  /** For a connection without queue names, where only numbers can be used. */
  byNumber: ['Ask by number instead, for example ', code('/queue 3'), '.'],
  unreadable: 'something that cannot be shown',
} as const;

export function count(amount: number): string {
  return FORMAT.number(amount);
}

export function plural(amount: number, noun: string): string {
  return `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}
