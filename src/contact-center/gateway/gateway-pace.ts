import { createPace, type Pace } from '../http/pace.ts';

export interface GatewayPaceOptions {
  /** The gateway's own limit per calling agent: 5 requests per 2 s (pages 0406, 0413, 0418). */
  readonly requests?: number | (() => number);
  readonly perMs?: number;
}

/** What the gateway counts together, milliseconds. */
export const WINDOW_MS = 2_000;

/**
 * Several processes that ask as one agent share its five: the one that leads takes samples and holds the session, the
 * others have its snapshot from the database and need the gateway for little else. One place is left for the question
 * that goes out of turn, whether a session that is taken over still lives. That is enough for three processes; a fourth
 * goes beyond when all are asked at once, and the gateway then refuses some questions, which the CMS answers.
 */
export const SHARES = { alone: 5, leading: 2, following: 1, outOfTurn: 1 } as const;

/** Keeps one agent's questions under the gateway's limit. */
export function createGatewayPace({
  requests = SHARES.alone,
  perMs = WINDOW_MS,
}: GatewayPaceOptions = {}): Pace {
  return createPace({ requests, perMs });
}
