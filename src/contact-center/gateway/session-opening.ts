import type { UpstreamClient } from '../http/upstream-client.ts';
import { SessionCookies } from './cookies.ts';
import { openGatewayReply } from './envelope.ts';
import { RotatingGuid } from './guid.ts';
import { type LiveSession, observeReply, sessionHeaders } from './live-session.ts';
import { type GatewayAgent, ownStatusPath, readSignIn, signInRequest, signOutPath } from './sign-in.ts';

export interface SessionOpening {
  /** Signs in. Throws `FloorwalkerError`: refused for good, in use elsewhere, or not now. */
  open(): Promise<{ session: LiveSession; warning: string | undefined }>;
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
      const reply = await client.exchange(signInRequest(agent), AbortSignal.timeout(signInTimeoutMs));
      const { guid, warning } = readSignIn(reply);
      const session = {
        guid: new RotatingGuid(guid),
        cookies: new SessionCookies(),
        lost: new AbortController(),
      };
      session.cookies.observe(reply.headers);
      return { session, warning };
    },

    async resume(last) {
      const headers = sessionHeaders(last);
      const path = ownStatusPath(agent.agentId);
      const reply = await client.exchange(
        { method: 'GET', path, headers },
        AbortSignal.timeout(signInTimeoutMs),
      );
      if (openGatewayReply(reply).retcode !== '0') return undefined;
      const session = { ...last, lost: new AbortController() };
      observeReply(session, reply.headers);
      return session;
    },

    async close(session) {
      const headers = sessionHeaders(session);
      const path = signOutPath(agent.agentId);
      await client.exchange({ method: 'DELETE', path, headers }, AbortSignal.timeout(signOutTimeoutMs));
    },
  };
}
