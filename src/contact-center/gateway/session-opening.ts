import type { FloorwalkerError } from '../../errors.ts';
import type { ReplyHead } from '../http/exchange.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { openGatewayReply } from './envelope.ts';
import { readGuid } from './guid.ts';
import { type LiveSession, observeReply, openedSession, sessionHeaders } from './live-session.ts';
import { type GatewayAgent, ownStatusPath, readSignIn, signInRequest, signOutPath } from './sign-in.ts';

export interface SessionOpening extends ReturnType<typeof createSessionOpening> {}

export interface SessionOpeningOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly signInTimeoutMs: number;
  readonly signOutTimeoutMs: number;
}

/** Creates the requests that open, check and close a session. They bypass the queue and the circuit breaker. */
export function createSessionOpening(options: SessionOpeningOptions) {
  const { client, agent, signInTimeoutMs, signOutTimeoutMs } = options;
  return {
    /**
     * Signs in. `doubt` is set if the reply has a GUID and its body cannot be read: only a request under the GUID can then
     * tell whether the session exists.
     *
     * @throws {FloorwalkerError} gateway-sign-in-refused, gateway-agent-in-use, gateway-signed-out, upstream-*
     */
    async open(): Promise<{
      session: LiveSession;
      warning: string | undefined;
      doubt?: FloorwalkerError;
    }> {
      let head: ReplyHead | undefined;
      const onHead = (received: ReplyHead): void => {
        head = received;
      };
      const signal = AbortSignal.timeout(signInTimeoutMs);
      try {
        const reply = await client.exchange(signInRequest(agent), signal, onHead);
        const { guid, warning } = readSignIn(reply);
        return { session: openedSession(guid, reply), warning };
      } catch (error) {
        const doubt = toTransportError(error);
        const guid = head !== undefined && head.status < 300 ? readGuid(head.headers) : undefined;
        if (head === undefined || guid === undefined || hasRefused(doubt)) throw doubt;
        return { session: openedSession(guid, head), warning: undefined, doubt };
      }
    },

    /**
     * Returns the given session if the gateway still knows it, otherwise `undefined`.
     *
     * @throws {FloorwalkerError} upstream-*
     */
    async resume(last: LiveSession): Promise<LiveSession | undefined> {
      const headers = sessionHeaders(last);
      const path = ownStatusPath(agent.agentId);
      const session = { ...last, lost: new AbortController() };
      const reply = await client.exchange(
        { method: 'GET', path, headers },
        AbortSignal.timeout(signInTimeoutMs),
        (head) => observeReply(session, head),
      );
      return openGatewayReply(reply).retcode === '0' ? session : undefined;
    },

    /** @throws {FloorwalkerError} upstream-* */
    async close(session: LiveSession): Promise<void> {
      const headers = sessionHeaders(session);
      const path = signOutPath(agent.agentId);
      await client.exchange({ method: 'DELETE', path, headers }, AbortSignal.timeout(signOutTimeoutMs));
    },
  };
}

/** True if the body was read and refuses the sign-in. */
function hasRefused({ code }: FloorwalkerError): boolean {
  return code.startsWith('gateway-');
}
