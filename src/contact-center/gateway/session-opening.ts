import type { FloorwalkerError } from '../../errors.ts';
import type { ReplyHead } from '../http/exchange.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { openGatewayReply } from './envelope.ts';
import { readGuid } from './guid.ts';
import { type LiveSession, observeReply, openedSession, sessionHeaders } from './live-session.ts';
import { type GatewayAgent, ownStatusPath, readSignIn, signInRequest, signOutPath } from './sign-in.ts';

export interface SessionOpening {
  /**
   * Signs in. `doubt`: the headers of the answer have a GUID, and its body could not be read, so whether the session is
   * there only a question under it can tell. Throws `FloorwalkerError`: refused for good, in use elsewhere, or not now.
   */
  open(): Promise<{ session: LiveSession; warning: string | undefined; doubt?: FloorwalkerError }>;
  /** The session of before, if the gateway still knows it. Throws `FloorwalkerError` where it does not answer. */
  resume(last: LiveSession): Promise<LiveSession | undefined>;
  /** Signs out. Throws `FloorwalkerError`. */
  close(session: LiveSession): Promise<void>;
}

export interface SessionOpeningOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly signInTimeoutMs: number;
  readonly signOutTimeoutMs: number;
}

/** One request each, past the queue and the pause of a failing upstream; what follows from them is the session's. */
export function createSessionOpening(options: SessionOpeningOptions): SessionOpening {
  const { client, agent, signInTimeoutMs, signOutTimeoutMs } = options;
  return {
    async open() {
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

    async resume(last) {
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

    async close(session) {
      const headers = sessionHeaders(session);
      const path = signOutPath(agent.agentId);
      await client.exchange({ method: 'DELETE', path, headers }, AbortSignal.timeout(signOutTimeoutMs));
    },
  };
}

/** The body was read, and is no. */
function hasRefused({ code }: FloorwalkerError): boolean {
  return code.startsWith('gateway-');
}
