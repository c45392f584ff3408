import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { meaningOf } from './codes.ts';
import { type GatewayReply, openGatewayReply } from './envelope.ts';
import { type LiveSession, observeReply, sessionHeaders } from './live-session.ts';
import type { SessionState } from './session-state.ts';
import { ownStatusPath, RESOURCE } from './sign-in.ts';

/** Wait for the poll's reply with the new GUID, which the gateway sends at the same time as the refusal of the old one. */
const ROTATION_GRACE_MS = 250;

interface SessionQueryOptions {
  readonly client: UpstreamClient;
  readonly session: SessionState;
  readonly rateLimiter: RateLimiter;
  readonly agentId: number;
}

/**
 * Creates the query function for requests under the bot's own session. `100-006` and `000-003` have three meanings: the GUID
 * was replaced meanwhile, the session has ended, or the session has no access to what was requested (the path of another
 * agent; for `100-006` also an agent that is not signed in). A new sign-in while the session exists would be answered with
 * `100-002` for two minutes, so the state of the bot's own agent is requested first, which only a valid session may read.
 * In the first two cases the query is repeated once; in the third case the refusal is the reply.
 */
export function createSessionQuery({ client, session, rateLimiter, agentId }: SessionQueryOptions) {
  /**
   * @param path after `/agentgateway/resource`
   * @param body makes it a POST
   * @throws {FloorwalkerError} upstream-*, gateway-*
   */
  return async function query(
    path: string,
    ask: Ask,
    body?: object,
    limit: Pick<HttpRequest, 'maxBodyBytes'> = {},
  ): Promise<GatewayReply> {
    const question = { ...withBody(body), ...limit, path: `${RESOURCE}${path}` };
    try {
      const first = await send(question, ask);
      if (!first.refused) return first.reply;
      if (!first.rotated() && (await isAlive(first, ask)) && !first.rotated()) return first.reply;
      return (await send(question, ask)).reply;
    } catch (error) {
      // A wait for the session or for the rate limiter ends with the signal's abort reason, which is not a coded error.
      throw toTransportError(error);
    }
  };

  async function isAlive(refused: Sent, ask: Ask): Promise<boolean> {
    if (meaningOf(refused.reply.retcode) === 'session-lost') {
      session.invalidate(refused.session);
      return false;
    }
    const status = await send({ method: 'GET', path: ownStatusPath(agentId) }, ask);
    if (!status.refused) return status.session === refused.session;
    if (!status.rotated()) await delay(ROTATION_GRACE_MS, undefined, { signal: ask.signal });
    if (!status.rotated()) session.invalidate(status.session);
    return false;
  }

  async function send(question: Omit<HttpRequest, 'headers'>, ask: Ask): Promise<Sent> {
    const live = await session.current(ask.signal);
    let hasTurn = false;
    const inTurn = rateLimiter(ask, async () => {
      hasTurn = true;
      // Read after the wait for the rate limiter, because the GUID may have been replaced meanwhile.
      const used = sessionHeaders(live);
      const request = { ...question, headers: used };
      const got = await client.ask(request, ask, (head) => observeReply(live, head));
      return { headers: used, reply: openGatewayReply(got) };
    });
    const { headers, reply } = await inTurn.catch((error: unknown) => {
      // A request that the rate limiter never started says nothing about the gateway.
      throw hasTurn ? error : noTurn(error);
    });
    const meaning = meaningOf(reply.retcode);
    const refused = meaning === 'not-authorised' || meaning === 'session-lost';
    return { reply, refused, rotated: () => headers['guid'] !== live.guid.current, session: live };
  }
}

function noTurn(error: unknown): FloorwalkerError {
  if (error instanceof FloorwalkerError) return error;
  return new FloorwalkerError('upstream-queue-full', { detail: 'rate limit', cause: error });
}

interface Sent {
  readonly reply: GatewayReply;
  readonly refused: boolean;
  rotated(): boolean;
  readonly session: LiveSession;
}

function withBody(body: object | undefined): Pick<HttpRequest, 'method' | 'body'> {
  return body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
}
