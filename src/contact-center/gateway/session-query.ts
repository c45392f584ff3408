import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Pace } from '../http/pace.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { meaningOf } from './codes.ts';
import { type GatewayReply, openGatewayReply } from './envelope.ts';
import { type LiveSession, observeReply, sessionHeaders } from './live-session.ts';
import type { GatewaySession } from './session.ts';
import { ownStatusPath, RESOURCE } from './sign-in.ts';

/** A poll's reply with the new GUID and a refusal of the old one leave the gateway at the same moment. */
const ROTATION_GRACE_MS = 250;

interface SessionQueryOptions {
  readonly client: UpstreamClient;
  readonly session: GatewaySession;
  readonly pace: Pace;
  readonly agentId: number;
}

/**
 * Queries under the bot's own session. `100-006` and `000-003` mean three things: the GUID rotated under us, the
 * session is gone, or what was asked for is not for us to know (another agent's path; for `100-006` also an agent who
 * is not signed in). Signing in anew while the session lives would be answered with `100-002` for two minutes, so the
 * bot's own state is asked for first: nobody but a live session may have that. What we can mend costs one repetition;
 * what we cannot is the reply.
 */
export function createSessionQuery({ client, session, pace, agentId }: SessionQueryOptions) {
  /**
   * @param path after `/agentgateway/resource`
   * @param body makes it a POST
   * @throws {FloorwalkerError}
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
      // Waiting for a session or for a turn ends with the budget's own abort reason, which is none of the table's errors.
      throw toTransportError(error);
    }
  };

  async function isAlive(refused: Sent, ask: Ask): Promise<boolean> {
    if (meaningOf(refused.reply.retcode) === 'session-lost') {
      session.lose(refused.session);
      return false;
    }
    const status = await send({ method: 'GET', path: ownStatusPath(agentId) }, ask);
    if (!status.refused) return status.session === refused.session;
    if (!status.rotated()) await delay(ROTATION_GRACE_MS, undefined, { signal: ask.signal });
    if (!status.rotated()) session.lose(status.session);
    return false;
  }

  async function send(question: Omit<HttpRequest, 'headers'>, ask: Ask): Promise<Sent> {
    const live = await session.current(ask.signal);
    let hasTurn = false;
    const inTurn = pace(ask, async () => {
      hasTurn = true;
      // Read here and not before the wait for a turn: the GUID may have rotated meanwhile.
      const used = sessionHeaders(live);
      const request = { ...question, headers: used };
      const got = await client.ask(request, ask, (head) => observeReply(live, head));
      return { headers: used, reply: openGatewayReply(got) };
    });
    const { headers, reply } = await inTurn.catch((error: unknown) => {
      // Who never had a turn has not asked the gateway, which may well be quick.
      throw hasTurn ? error : noTurn(error);
    });
    const meaning = meaningOf(reply.retcode);
    const refused = meaning === 'not-authorised' || meaning === 'session-lost';
    return { reply, refused, rotated: () => headers['guid'] !== live.guid.current, session: live };
  }
}

function noTurn(error: unknown): FloorwalkerError {
  if (error instanceof FloorwalkerError) return error;
  return new FloorwalkerError('upstream-queue-full', { detail: 'no turn in time', cause: error });
}

interface Sent {
  readonly reply: GatewayReply;
  readonly refused: boolean;
  /** Whether the GUID has changed since. */
  rotated(): boolean;
  readonly session: LiveSession;
}

function withBody(body: object | undefined): Pick<HttpRequest, 'method' | 'body'> {
  return body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
}
