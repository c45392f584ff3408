import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import { sleep } from '../../time.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { meaningOf } from './codes.ts';
import { openGatewayReply } from './envelope.ts';
import { type LiveSession, observeReply, sessionHeaders } from './live-session.ts';
import { RESOURCE } from './sign-in.ts';

export interface PollTiming {
  /** 200 to 500 ms after each reply (page 1274). */
  readonly pollGapMs: number;
  /** The gateway holds a poll for about 10 s; well beyond that the connection is dead. */
  readonly pollTimeoutMs: number;
  readonly longestPollRetryMs: number;
}

/** A GUID may be refused while it rotates; five times in a row it is not the rotation. */
const REFUSALS_IN_A_ROW = 5;

const shutDown = z.object({ eventType: z.literal('AgentOther_ShutdownService') });

interface PollOptions {
  readonly client: UpstreamClient;
  readonly agentId: number;
  readonly session: LiveSession;
  readonly stop: AbortSignal;
  readonly timing: PollTiming;
  readonly logger: Logger;
}

/**
 * Polls without pause: two minutes without it and the gateway signs the agent out (page 1202). The events
 * themselves are of no use to us; the new GUIDs that the replies carry are. Returns when the gateway no longer
 * knows the session, or on `stop`. A gateway that does not answer at all has not lost it: polling goes on.
 */
export async function pollUntilLost(options: PollOptions): Promise<void> {
  const { session, stop, timing, logger } = options;
  const ended = AbortSignal.any([stop, session.lost.signal]);
  let refusals = 0;
  let failures = 0;
  while (!ended.aborted) {
    const outcome = await pollOnce(options, ended);
    if (ended.aborted) return;
    refusals = outcome === 'refused' ? refusals + 1 : 0;
    failures = outcome === 'failed' ? failures + 1 : 0;
    if (outcome === 'lost' || refusals >= REFUSALS_IN_A_ROW) {
      logger.warn(
        { agentId: options.agentId },
        'the gateway lost the session of the bot’s own agent: signing in again',
      );
      return;
    }
    const gap = Math.min(timing.pollGapMs * 2 ** Math.min(failures, 16), timing.longestPollRetryMs);
    await sleep(gap, ended);
  }
}

type PollOutcome = 'ok' | 'lost' | 'refused' | 'failed';

async function pollOnce(
  { client, agentId, session, timing, logger }: PollOptions,
  ended: AbortSignal,
): Promise<PollOutcome> {
  const used = session.guid.current;
  const headers = sessionHeaders(session);
  const path = `${RESOURCE}/agentevent/${agentId}`;
  try {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(timing.pollTimeoutMs)]);
    const reply = await client.exchange({ method: 'GET', path, headers }, signal, (head) =>
      observeReply(session, head),
    );
    const { retcode, event } = openGatewayReply(reply);
    if (retcode === '100-006') return used === session.guid.current ? 'lost' : 'refused';
    const meaning = meaningOf(retcode);
    if (meaning === 'session-lost' || shutDown.safeParse(event).success) return 'lost';
    if (meaning === 'not-authorised') return 'refused';
    return meaning === 'success' ? 'ok' : 'failed';
  } catch (error) {
    const { code, detail } = toTransportError(error);
    if (!ended.aborted) logger.warn({ agentId, code, detail }, 'a poll for events failed');
    return 'failed';
  }
}
