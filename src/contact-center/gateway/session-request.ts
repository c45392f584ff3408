import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from '../../domain/reading.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { meaningOf } from './codes.ts';
import { type GatewayReply, openGatewayReply } from './envelope.ts';
import { type LiveSession, observeReply, sessionHeaders } from './live-session.ts';
import type { Pace } from './pace.ts';
import type { GatewaySession } from './session.ts';
import { RESOURCE } from './sign-in.ts';

/** A poll's reply with the new GUID and a refusal of the old one leave the gateway at the same moment. */
const ROTATION_GRACE_MS = 250;

interface SessionRequestsOptions {
  readonly client: UpstreamClient;
  readonly session: GatewaySession;
  readonly pace: Pace;
  readonly agentId: number;
}

/**
 * Requests under the bot's own session. `100-006` and `000-003` mean three things (the GUID rotated under us, the
 * session is gone, or the path is another agent's and not for us), and only the first two are ours to mend: each
 * costs one repetition.
 */
export function createSessionRequests({ client, session, pace, agentId }: SessionRequestsOptions) {
  /** For paths whose first agent is the bot's own: a refusal proves that the session is gone. */
  async function own(path: string, ask: Ask, body?: object): Promise<GatewayReply> {
    const first = await send(path, ask, body);
    if (!first.refused) return first.reply;
    if (!first.rotated()) await delay(ROTATION_GRACE_MS, undefined, { signal: ask.signal });
    if (!first.rotated()) session.lose(first.session);
    return (await send(path, ask, body)).reply;
  }

  /** For paths of another agent: a refusal is final once the bot's own session has proved to be alive. */
  async function others(path: string, ask: Ask): Promise<GatewayReply> {
    const first = await send(path, ask);
    if (!first.refused) return first.reply;
    const alive = first.rotated() || (await isAlive(first.session, ask));
    if (alive && !first.rotated()) return first.reply;
    return (await send(path, ask)).reply;
  }

  async function isAlive(used: LiveSession, ask: Ask): Promise<boolean> {
    await own(`/onlineagent/${agentId}/agentstatus`, ask);
    return (await session.current(ask.signal)) === used;
  }

  async function send(path: string, ask: Ask, body?: object) {
    const live = await session.current(ask.signal);
    const { headers, reply } = await pace(ask, async () => {
      // Read here and not before the wait for a turn: the GUID may have rotated meanwhile.
      const used = sessionHeaders(live);
      const request = { path: `${RESOURCE}${path}`, headers: used };
      const got = await client.ask(
        body === undefined
          ? { ...request, method: 'GET' }
          : { ...request, method: 'POST', body: JSON.stringify(body) },
        ask,
      );
      observeReply(live, got.headers);
      return { headers: used, reply: openGatewayReply(got) };
    });
    const meaning = meaningOf(reply.retcode);
    const refused = meaning === 'not-authorised' || meaning === 'session-lost';
    return { reply, refused, rotated: () => headers['guid'] !== live.guid.current, session: live };
  }

  return { own: failingInOurTerms(own), others: failingInOurTerms(others) };
}

/** `body`: a query that is put as a POST. */
type Request = (path: string, ask: Ask, body?: object) => Promise<GatewayReply>;

/** Waiting for a session or for a turn ends with the budget's own abort reason, which is none of the table's errors. */
function failingInOurTerms(request: Request): Request {
  return async (path, ask, body) => {
    try {
      return await request(path, ask, body);
    } catch (error) {
      throw toTransportError(error);
    }
  };
}

export type SessionRequests = ReturnType<typeof createSessionRequests>;
