import type { AgentId } from '../../domain/agent-id.ts';
import type { Unknown } from '../../domain/fact.ts';
import { ERRORS, type ErrorCode, isErrorCode, type Party } from '../../errors.ts';
import { listOf, type Sentence } from './sentence.ts';

/** Parts of an answer, as they are called in a sentence. */
const PARTS = {
  state: 'the state',
  callCount: 'the number of calls in hand',
  callIds: 'which calls they are',
  statistics: 'the call statistics',
  floor: "the contact centre's own count",
  queues: 'who is signed in, and to which queues',
  queueList: 'which queues there are',
  queueNames: 'the names of the queues',
  waits: 'how many callers wait, and for how long',
} as const;
export type Part = keyof typeof PARTS;

/** Why `parts` hold no figure, and what to do. The four kinds are four different sentences. */
export function unknownReply(unknown: Unknown, parts: readonly Part[], agentId: AgentId | null): Sentence[] {
  const what = listOf(
    parts.map((part) => PARTS[part]),
    parts.length,
  );
  switch (unknown.kind) {
    case 'signed-out':
      return [signedOut(agentId)];
    case 'unknown-agent':
      return [
        [
          `The contact centre knows no agent ${agentId ?? ''}. Check the number: it is the one that the agent signs in with.`,
        ],
      ];
    case 'not-measured':
      if (unknown.unlessInCall === true)
        return [[`Only measured during a call by this connection: ${what}.`]];
      return [
        [
          `Not measured by this connection: ${what}. The contact centre answers, but not this; ask whoever runs Floorwalker whether CC-Gateway and CC-CMS are both connected.`,
        ],
      ];
    case 'no-answer':
      return [noAnswer(unknown.codes, what)];
  }
}

export function signedOut(agentId: AgentId | null): Sentence {
  return [`Agent ${agentId ?? ''} is signed out. State and calls can be seen again after the next sign-in.`];
}

function noAnswer(codes: readonly string[], what: string): Sentence {
  const known = codes.filter(isErrorCode);
  const [first] = known;
  const why = first === undefined ? '' : `: ${WHY[first]}`;
  const reference = known.length === 0 ? 'none' : [...new Set(known)].slice(0, 3).join(', ');
  return [
    `The contact centre does not answer about ${what}${why}. ${nextStep(first === undefined ? 'upstream' : ERRORS[first].party)} (reference: ${reference}).`,
  ];
}

/** The reason in words, to stand after a colon. */
export const WHY: Readonly<Record<ErrorCode, string>> = {
  'config-invalid': 'Floorwalker is not set up for it',
  'upstream-unreachable': 'no connection to it could be opened',
  'upstream-tls': 'its certificate was not accepted',
  'upstream-timeout': 'it took too long',
  'upstream-reset': 'the connection broke',
  'upstream-garbled': 'what it sent could not be read',
  'upstream-too-large': 'what it sent was too large',
  'upstream-busy': 'it asked for fewer questions',
  'upstream-queue-full': 'too many questions wait for it already',
  'upstream-paused': 'it failed several times and gets a short rest',
  'upstream-failed': 'it reports a failure of its own',
  'upstream-rejected': 'it refuses the question',
  'upstream-unauthorized': "it does not accept Floorwalker's key",
  'upstream-clock-skew': "its clock and Floorwalker's differ",
  'gateway-signed-out': 'Floorwalker is not signed in there right now',
  'gateway-agent-in-use': "Floorwalker's own agent is signed in elsewhere",
  'gateway-sign-in-refused': "it refuses Floorwalker's own agent",
  'storage-unavailable': "Floorwalker's database cannot be used",
  'slack-unreachable': 'Slack did not answer',
  'slack-rejected': 'Slack refused',
};

function nextStep(party: Party): string {
  switch (party) {
    case 'upstream':
    case 'slack':
    case 'storage':
      return 'Ask again in a minute; if it stays so, tell whoever runs Floorwalker';
    case 'configuration':
      return 'Tell whoever runs Floorwalker: this does not pass by itself';
    case 'caller':
      return 'Check what you asked for';
  }
}

/** Something of ours went wrong; the reference finds the line in the log. */
export function failureReply(reference: string): Sentence[] {
  return [
    ['Something went wrong in Floorwalker, and this could not be done.'],
    [`Try again; if it stays so, tell whoever runs Floorwalker (reference: ${reference}).`],
  ];
}
