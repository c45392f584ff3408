import { AGENT_ID_RANGE } from '../../domain/floor/agent-id.ts';

export interface Help {
  readonly title: string;
  readonly intro: string;
  readonly forms: readonly HelpForm[];
  readonly notes: readonly string[];
}

export interface HelpForm {
  readonly type: string;
  readonly gives: string;
}

export const AGENT_HELP: Help = {
  title: 'Look up an agent',
  intro:
    'Answers are only visible to you, unless you share them. Each says when its figures were taken and from where.',
  forms: [
    { type: '/agent 1099', gives: 'everything: state, queues, active calls and call statistics' },
    { type: '/agent 1099 state', gives: 'what the agent is doing, and for how long' },
    { type: '/agent 1099 calls', gives: 'the active calls of the agent' },
    { type: '/agent 1099 stats', gives: 'answered and outbound calls, and talk time' },
    { type: '/agent help', gives: 'this' },
  ],
  notes: [
    `1099 stands for an agent id, from ${AGENT_ID_RANGE}. #1099 and “agent 1099” do as well.`,
    'Elsewhere: the shortcut “Look up an agent” asks you for the id; “Look up agents”, in a message’s own menu, finds the ids in its text.',
  ],
};

export const QUEUE_HELP: Help = {
  title: 'Look up queues',
  intro: AGENT_HELP.intro,
  forms: [
    { type: '/queue', gives: 'all queues, worst first' },
    { type: '/queue Sales', gives: 'one queue: calls waiting, agents by state, spare capacity' },
    { type: '/queue 3', gives: 'the same, by the queue’s number' },
    { type: '/queue Sales agents', gives: 'who is in it and for how long, for supervisors' },
    { type: '/queue help', gives: 'this' },
  ],
  notes: [
    'The beginning of a name will do. A name that is itself “help” or ends in “agents” goes in quotation marks.',
    'A queue needs attention if no agent in it is available, if calls wait, or if one agent is left. Dedicated: available agents who serve no other queue.',
  ],
};

export const FLOOR_FORMS = {
  now: [
    {
      type: '/floor now',
      gives: 'live overview: agents by state, occupancy, queues that need attention',
    },
  ],
  states: [
    {
      type: '/floor break [15m] [queues Sales]',
      gives:
        'who is on break and for how long, those over the limit marked; also wrap-up, not-ready, available',
    },
  ],
  summary: [
    {
      type: '/floor summary [today|yesterday|2026-11-19] [queues Sales, Support]',
      gives: 'what that day looked like, only for you',
    },
  ],
  subscribe: [
    {
      type: '/floor subscribe daily 18:00 [mon-fri] [queues Sales] [zone Europe/Madrid] [channel #ops]',
      gives: 'posts a summary by itself; with nothing after “subscribe”, a form',
    },
  ],
  subscriptions: [
    { type: '/floor subscriptions', gives: 'what is posted where, when next, and what became of the last' },
  ],
  pause: [
    {
      type: '/floor pause 1',
      gives: 'subscription 1 posts nothing until somebody types /floor resume 1',
    },
  ],
  send: [
    { type: '/floor send 1', gives: 'posts the summary of subscription 1 now' },
    { type: '/floor unsubscribe 1', gives: 'deletes subscription 1' },
  ],
  help: [{ type: '/floor help', gives: 'this' }],
} as const satisfies Record<string, readonly HelpForm[]>;

export const FLOOR_HELP = {
  title: 'Look at the floor',
  intro: AGENT_HELP.intro,
  notes: ['App Home shows the queues that you choose.'],
} as const;

/** The form of the shortcut "Look up an agent". Slack truncates titles at 24 characters. */
export const LOOK_UP_FORM = {
  title: 'Look up an agent',
  submit: 'Look up',
  close: 'Close',
  idLabel: 'Agent id',
  idPlaceholder: '1099',
  idHint: `The number that the agent signs in with, from ${AGENT_ID_RANGE}.`,
  viewLabel: 'What to see',
  lookingUp: (agentId: number) => `Looking up agent ${agentId} …`,
  answerTitle: 'Floorwalker',
  lookingUpFloor: 'Looking at the floor …',
} as const;

export const NOTICES = {
  staleButton: 'This button has expired.',
  unknownButton: 'This button is from an older version of Floorwalker and does nothing any more.',
  askAgain: 'Ask again with ',
  notShared: 'This could not be shared: Slack did not take it.',
  shareAgain: 'Press Share once more in a few seconds.',
  perhapsShared: 'Slack did not say whether it took this.',
  lookFirst: 'Look in the channel before you press Share again.',
} as const;
