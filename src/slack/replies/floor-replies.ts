import type { FloorTotals } from '../../domain/floor/floor-totals.ts';
import { count, NO_CALLS, plural } from './queue-replies.ts';

export const FLOOR = {
  title: 'The floor now',
  signedIn: 'Signed in',
  load: 'Occupancy now',
  otherState: 'Other states',
  loadNote:
    'Occupancy now: agents who are ringing, on a call or in wrap-up, as a share of these and the available ones.',
  nobody: 'No agents signed in.',
  spare: (people: number, counted: number) => {
    if (people === 0) return 'No agents available in the queues.';
    return `${plural(people, 'agent')} available${people === counted ? '' : ' (some serve several queues)'}.`;
  },
  /** Texts about the platform's own count next to the count from the list of agents. */
  differs: ({ signedIn, onCall, available, notReady }: FloorTotals) =>
    `Platform total differs: ${count(signedIn)} signed in, ${count(onCall)} on call, ${count(available)} available, ${count(notReady)} not ready. It includes agents in no queue, and its time differs.`,
  otherVdn:
    'Platform total: no agents signed in, while CC-Gateway shows agents. CC-CMS may be asked about another VDN. Tell your Floorwalker admin to check VDN_ID (reference: cms-other-vdn).',
  issuesTitle: 'Needs attention',
  noIssue: ({ ofAll, waitsKnown }: { readonly ofAll: boolean; readonly waitsKnown: boolean }) =>
    `${ofAll ? 'All queues' : 'All queues with known agents'} OK: agents available${waitsKnown ? NO_CALLS : ''}.`,
  moreIssues: (queues: number) => `${plural(queues, 'more queue')}: `,
  closed: (queues: number, waitsKnown: boolean) =>
    `${plural(queues, 'queue')} closed: no agents signed in${waitsKnown ? NO_CALLS : ''}.`,
  agentsUnread: (queues: number) => `Agents not available for ${plural(queues, 'queue')}.`,
  longest: (state: string, agent: string) => `${state}: ${agent}.`,
  longestTitle: 'Longest in state',
  malformedRecords: (records: number) => `${plural(records, 'record')} unreadable, not counted.`,
  incomplete: (agents: number) =>
    `List of agents incomplete: ${plural(agents, 'agent')} missing. Every count here is “at least”.`,
  queuesIncomplete: (queues: number) => `List of queues incomplete: ${plural(queues, 'queue')} missing.`,
  atLeast: (agents: number) => `at least ${count(agents)}`,
  backlogsUnknown: (queues: number) =>
    `Calls waiting not available for ${plural(queues, 'queue')}. Refresh to retry.`,
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
  deny: 'Cancel',
} as const;
