import type { FloorTotals } from '../../domain/floor/floor-totals.ts';
import { count, plural } from './queue-replies.ts';

export const FLOOR = {
  title: 'The floor now',
  signedIn: 'Signed in',
  load: 'Load now',
  otherState: 'In other states',
  percent: (share: number) => `${Math.round(share * 100)} %`,
  loadNote:
    'Load now: of those who are idle or handle a call (ringing, talking, wrapping up), the share who handle one.',
  nobody: 'Nobody is signed in.',
  spare: (people: number, counted: number) => {
    if (people === 0) return 'Spare capacity: nobody in a queue is idle.';
    const idle = `Spare capacity: ${plural(people, 'person').replace('persons', 'people')} idle`;
    return people === counted
      ? `${idle}, each in one queue.`
      : `${idle}. The queues count ${count(counted)} between them, because some serve several.`;
  },
  /** Texts about the platform's own count next to the count from the list of agents. */
  agrees: "The contact centre's own count is the same.",
  differs: ({ signedIn, talking, idle, busy }: FloorTotals) =>
    `The contact centre's own count differs: ${count(signedIn)} signed in, ${count(talking)} talking, ${count(idle)} idle, ${count(busy)} busy. It has agents of no queue too, and was taken at another instant.`,
  otherVdn:
    "The contact centre's own count has nobody signed in, and CC-Gateway shows agents: CC-CMS may be asked about another VDN. Tell whoever runs Floorwalker to check VDN_ID (reference: cms-other-vdn).",
  issuesTitle: 'Queues that need a look',
  noIssue: (ofAll: boolean) =>
    `No queue${ofAll ? '' : ' of which it is told who is signed in'} needs a look: in each open one somebody is idle, and nobody is known to wait.`,
  moreIssues: (queues: number) => `${plural(queues, 'more queue')} of this kind: `,
  closed: (queues: number) =>
    `${plural(queues, 'queue')} ${queues === 1 ? 'has' : 'have'} nobody signed in, and nobody is known to wait there.`,
  agentsUnread: (queues: number) => `Of ${plural(queues, 'queue')} it is not known who is signed in.`,
  longest: (state: string, agent: string) => `${state}: ${agent}.`,
  longestTitle: 'Longest in their state',
  malformedRecords: (records: number) =>
    `${plural(records, 'record')} of the contact centre could not be read; who stands in them is in none of these figures.`,
  incomplete: (agents: number) =>
    `The contact centre's list of agents is incomplete: ${plural(agents, 'agent')} of it did not come. Every count here is “at least”.`,
  queuesIncomplete: (queues: number) =>
    `The contact centre's list of queues is incomplete: ${plural(queues, 'queue')} of it did not come.`,
  atLeast: (agents: number) => `at least ${count(agents)}`,
  backlogsUnknown: (queues: number) =>
    `Of ${plural(queues, 'queue')} it is not known how many callers wait. Where there are many, they are asked about in turn: a refresh may tell more.`,
  chartTitle: 'Agents by state',
  chartSeries: 'Agents',
  otherInChart: 'Other',
} as const;

export const FLOOR_BUTTONS = {
  allQueues: 'All queues',
  openQueue: 'Open a queue',
  openAgent: "Open an agent's card",
  about: (button: string, subject: string) => `${button}: ${subject}`,
} as const;

/** Confirm dialog before sharing names. Slack truncates the title at 100 and the text at 300 characters. */
export const SHARE_NAMES = {
  title: 'Share names in the channel?',
  text: 'This answer shows single agents, with their state and how long they have been in it. Everybody in the channel will see them, and it stays there.',
  confirm: 'Share',
  deny: 'Keep it to me',
} as const;
