import type { QueueIssue } from '../../domain/floor/queue-status.ts';
import { code, listOf, type Sentence } from '../block-kit/sentence.ts';

export const QUEUE = {
  title: (id: number, name: string) => (name === '' ? `Queue ${id}` : `${name} (${id})`),
  waitingOf: (calls: number, longest: string) => `${count(calls)}, longest ${longest}`,
  waitingIs: (words: string) => `waiting ${words}`,
  idleOf: (idle: number, hereOnly: number) =>
    idle === 0 ? '0' : `${count(idle)}, ${count(hereOnly)} here only`,
  idleIs: (idle: number, hereOnly: number) => `${count(idle)} idle (${count(hereOnly)} here only)`,
  unknown: 'not told',
  agentsUnknown: 'who is signed in is not told',
  noIssue: 'none',
  allIsWell: 'Somebody is idle and nobody is known to wait',
  closed: 'Nobody is signed in, and nobody is known to wait',
  nobodySignedIn: 'nobody signed in',
  agents: (title: string) => `Agents in ${title}`,
  nobody: 'Nobody is signed in to this queue.',
  agentsUnread: 'It is not known who is signed in to this queue; a refresh may tell.',
  spare: (idle: number, hereOnly: number) => {
    if (idle === 0) return 'Spare capacity: nobody is idle.';
    const spare = `Spare capacity: ${count(idle)} idle`;
    if (idle === hereOnly) return `${spare}, in this queue only.`;
    if (hereOnly === 0) return `${spare}, and counted by other queues too.`;
    return `${spare}, ${count(hereOnly)} of them in this queue only; the others are counted by other queues too.`;
  },
  group: (state: string, agents: number) => `${state}: ${count(agents)}`,
  /** `1099 Ana García for 4 minutes`. */
  agent: (id: number, name: string, since: string | null) =>
    `${id}${name === '' ? '' : ` ${name}`}${since === null ? '' : ` for ${since}`}`,
  agentIn: (who: string, state: string, since: string | null) =>
    since === null ? `${who}: ${state}` : `${who}: ${state} for ${since}`,
  longestFirst: 'Agents by state, longest in it first',
  more: (agents: number) => `and ${count(agents)} more`,
  moreByCommand: (id: number): Sentence => ['All of them: ', code(`/queue ${id} agents`), '.'],
  agentsWithheld: 'Who they are is shown to supervisors only.',
  gone: (id: number): Sentence[] => [
    [`There is no queue ${id}: it has no name, and nobody is signed in to it.`],
    [code('/queue'), ' lists the queues that there are.'],
  ],
} as const;

export const QUEUES = {
  title: 'Queues',
  none: 'There are no queues: none has a name, and nobody is signed in to one.',
  counted: (queues: number, needLook: number) =>
    `${needLook === 0 ? 'None' : count(needLook)} of ${plural(queues, 'queue')} ${needLook > 1 ? 'need' : 'needs'} a look.`,
  shown: (from: number, to: number, queues: number) =>
    `These are ${count(from)} to ${count(to)} of ${count(queues)}, those that need help first; ${count(queues - (to - from + 1))} more are on other pages, or ask for one by its name.`,
  worstFirst: 'Those that need help come first.',
  previous: (size: number) => `Previous ${size}`,
  next: (size: number) => `Next ${size}`,
  line: (title: string, facts: readonly string[]) =>
    `${title}: ${facts.length === 0 ? 'nothing to tell' : facts.join('; ')}.`,
} as const;

export const QUEUE_LABELS = {
  queue: 'Queue',
  issue: 'Needs a look',
  waiting: 'Waiting',
  longestWait: 'Longest wait',
  idle: 'Idle',
  dedicatedIdle: 'Idle here only',
  onCalls: 'On calls',
  wrapUp: 'Wrapping up',
  away: 'Away',
  off: 'Wrapping up or away',
  signedIn: 'Signed in',
} as const;

/** Explains the columns whose headings do not define what they count. */
export const COLUMNS_NOTE =
  'On calls: ringing or talking. Away: busy, resting, studying or in a state of another kind.';

const ISSUES: Readonly<Record<QueueIssue, string>> = {
  'no-agent-signed-in': QUEUE.nobodySignedIn,
  'no-agent-idle': 'nobody idle',
  'calls-waiting': 'callers waiting',
  'one-agent-left': 'one agent left',
};

/** Returns the issues of a queue as text, such as `nobody idle, callers waiting`; empty if there are none. */
export function issuesInWords(issues: readonly QueueIssue[]): string {
  return issues.map((issue) => ISSUES[issue]).join(', ');
}

/** Texts about a name that matches several queues, or none. */
export const QUEUE_NAMES = {
  several: (typed: string, titles: readonly string[]): Sentence[] => [
    [`Several queues go by “${typed}”: ${listOf(titles, 10)}.`],
    ['Ask by number, for example ', code('/queue 3'), ', or choose one below.'],
  ],
  near: (typed: string, title: string, form: string): Sentence[] => [
    [`There is no queue “${typed}”. Did you mean ${title}?`],
    ['Try ', code(form), ', or ', code('/queue'), ' for all of them.'],
  ],
  none: (typed: string): Sentence[] => [
    [`There is no queue “${typed}”.`],
    [code('/queue'), ' lists the queues that there are; any of them goes by its name or number.'],
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
  return amount.toLocaleString('en');
}

export function plural(amount: number, noun: string): string {
  return `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}
