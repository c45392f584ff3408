import type { AgentId } from '../../domain/floor/agent-id.ts';
import { distinct, type Failure, type Origin, type Unknown, type Upstream } from '../../domain/floor/fact.ts';
import { ERRORS, type ErrorCode, type Party } from '../../errors.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { reasonsInWords } from './reason-replies.ts';

const REASONS_MAX = 3;

/** Names of the parts of an answer, for use in a sentence. */
const PARTS = {
  state: 'the state',
  callCount: 'the number of active calls',
  callIds: 'which calls they are',
  statistics: 'the call statistics',
  floor: "the contact centre's own count",
  queues: 'who is signed in, and to which queues',
  queueList: 'which queues there are',
  queueNames: 'the names of the queues',
  waits: 'calls waiting and the longest wait',
} as const;
export type Part = keyof typeof PARTS;

/** Texts for a source that knows the agent and has no data about it. */
const NO_RECORD: Partial<Record<Part, string>> = {
  callCount: 'no active calls on record',
  callIds: 'no active calls on record',
  statistics: 'no call figures for today yet',
};

/** Explains why `parts` have no figure, and what to do. Each kind has its own sentence. */
export function unknownReply(unknown: Unknown, parts: readonly Part[], agentId: AgentId | null): Sentence[] {
  const what = FORMAT.list(
    parts.map((part) => PARTS[part]),
    parts.length,
  );
  switch (unknown.kind) {
    case 'signed-out':
      return [signedOut(agentId)];
    case 'unknown-agent':
      return [unknownAgent(unknown.said, unknown.silent, agentId)];
    case 'no-record':
      return [noRecord(parts)];
    case 'not-measured':
      if (unknown.unlessInCall === true)
        return [[`Only measured during a call by this connection: ${what}.`]];
      return [
        [
          `Not measured by this connection: ${what}. The contact centre answers, but not this; ask your Floorwalker admin whether CC-Gateway and CC-CMS are both connected.`,
        ],
      ];
    case 'too-many-agents':
      return [
        [
          `Not available: ${what}. It is counted 100 agents at a time, which takes longer than an answer may for the ${FORMAT.number(unknown.agents)} agents of this contact centre.`,
        ],
      ];
    case 'no-answer':
      return [noAnswer(unknown.failures, what)];
  }
}

export function unknownToCms(agentId: AgentId): Sentence {
  return [
    `CC-Gateway shows agent ${agentId}, and CC-CMS has never heard of that number, so nothing that CC-CMS says is shown. Tell your Floorwalker admin to check VDN_ID: this does not pass by itself (reference: cms-other-vdn).`,
  ];
}

export function signedOut(agentId: AgentId | null): Sentence {
  return [`Agent ${agentId ?? ''} is signed out. State and calls can be seen again after the next sign-in.`];
}

function unknownAgent(
  said: readonly Origin[],
  silent: readonly Failure[],
  agentId: AgentId | null,
): Sentence {
  const who = [...new Set(said.map(({ source }) => source.upstream))];
  const others = reasonsOf(silent).map(({ upstream, why }) => `${upstream} does not answer: ${why}.`);
  const check = 'Check the number: it is the one that the agent signs in with';
  if (others.length === 0) return [`The contact centre knows no agent ${agentId ?? ''}. ${check}.`];
  const next =
    partyOf(silent) === 'configuration'
      ? 'tell your Floorwalker admin, since this does not pass by itself'
      : 'ask again in a minute';
  return [
    `${FORMAT.list(who, who.length)} knows no agent ${agentId ?? ''}, and ${others.join(' ')} ${check}; if it is right, ${next} (reference: ${referenceOf(silent)}).`,
  ];
}

function noRecord(parts: readonly Part[]): Sentence {
  const what = [...new Set(parts.map((part) => NO_RECORD[part] ?? `no figures for ${PARTS[part]}`))];
  return [`There are ${FORMAT.list(what, what.length)}.`];
}

function noAnswer(failures: readonly Failure[], what: string): Sentence {
  const [first, ...others] = reasonsOf(failures);
  const silence = [
    first === undefined
      ? `The contact centre does not answer about ${what}.`
      : `${first.upstream} does not answer about ${what}: ${first.why}.`,
    ...others.map(({ upstream, why }) => `${upstream} neither: ${why}.`),
  ];
  return [`${silence.join(' ')} ${nextStep(partyOf(failures))} (reference: ${referenceOf(failures)}).`];
}

function reasonsOf(failures: readonly Failure[]): { upstream: Upstream; why: string }[] {
  return Array.from(
    Map.groupBy(distinct(failures), ({ upstream }) => upstream),
    ([upstream, its]) => ({
      upstream,
      why: whyOf(its, upstream).slice(0, REASONS_MAX).join('; '),
    }),
  );
}

/** Each reason once. For an open circuit breaker the failure that opened it comes first. */
function whyOf(failures: readonly Failure[], upstream: Upstream): string[] {
  const lasting = failures.flatMap(({ reason }) => reason ?? []);
  const codes = failures.flatMap(({ code, after, reason }) => {
    const failedWith = reason === undefined ? [after ?? code] : [];
    return after === undefined ? failedWith : [...failedWith, code];
  });
  const words = codes.map((code) => WHY[code]);
  return [...new Set([...reasonsInWords(lasting, upstream), ...words])];
}

function referenceOf(failures: readonly Failure[]): string {
  const codes = failures.flatMap(({ code, after }) => [code, ...(after === undefined ? [] : [after])]);
  const known = [...new Set(codes)];
  return known.length === 0 ? 'none' : known.slice(0, REASONS_MAX).join(', ');
}

/** The party that has to act. A failure that needs a change of the configuration takes precedence. */
function partyOf(failures: readonly Failure[]): Party {
  if (failures.some(({ reason }) => reason !== undefined)) return 'configuration';
  const parties = failures.map(({ code, after }) => ERRORS[after ?? code].party);
  return parties.find((party) => party === 'configuration') ?? parties[0] ?? 'upstream';
}

/** The reason in words, for use after a colon. */
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
  'cms-other-vdn': 'it does not have the agents whom CC-Gateway shows, so VDN_ID may name another VDN',
  'gateway-signed-out': 'Floorwalker is not signed in there right now',
  'gateway-agent-in-use': "Floorwalker's own agent is signed in elsewhere",
  'gateway-sign-in-refused': "it refuses Floorwalker's own agent",
  'storage-unavailable': "Floorwalker's database cannot be used",
  'storage-outcome-unknown': "Floorwalker's database did not say whether it kept this",
  'storage-in-use': "another Floorwalker uses this one's database",
  'storage-foreign': "Floorwalker's database belongs to another workspace or contact centre",
  'internal-error': 'Floorwalker has a fault of its own',
  'slack-unreachable': 'Slack did not answer',
  'slack-rejected': 'Slack refused',
};

function nextStep(party: Party): string {
  switch (party) {
    case 'upstream':
    case 'slack':
    case 'storage':
    case 'floorwalker':
      return 'Ask again in a minute; if it stays so, tell your Floorwalker admin';
    case 'configuration':
      return 'Tell your Floorwalker admin: this does not pass by itself';
    case 'caller':
      return 'Check what you asked for';
  }
}

/** The answer after an internal error. The reference identifies the line in the log. */
export function failureReply(reference: string): Sentence[] {
  return [
    ['Something went wrong in Floorwalker, and this could not be done.'],
    [`Try again; if it stays so, tell your Floorwalker admin (reference: ${reference}).`],
  ];
}
