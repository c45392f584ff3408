import type { HttpReply, HttpRequest, OnHead } from '../../../src/contact-center/http/exchange.ts';
import type { UpstreamClient } from '../../../src/contact-center/http/upstream-client.ts';

export type Script = (request: HttpRequest) => HttpReply | Promise<HttpReply>;

/** The gateway's side of an `UpstreamClient` as functions: without sockets, so that virtual time governs everything. */
export interface ScriptedGateway extends UpstreamClient {
  readonly requests: readonly HttpRequest[];
  /** The GUID of the last sign-in. */
  readonly guid: string;
  signIn: Script;
  poll: Script;
  query: Script;
  signOut: Script;
  /** The number of requests of one kind. */
  count(kind: Kind): number;
}

export type Kind = 'signIn' | 'poll' | 'query' | 'signOut';

/**
 * Creates a gateway that signs in with a new GUID each time, holds polls forever and answers queries with an empty
 * list. Scripts replace this.
 */
export function createScriptedGateway(): ScriptedGateway {
  const requests: HttpRequest[] = [];
  let signIns = 0;

  async function exchange(request: HttpRequest, signal: AbortSignal, onHead?: OnHead): Promise<HttpReply> {
    signal.throwIfAborted();
    requests.push(request);
    const { promise: abort, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    const reply = await Promise.race([gateway[kindOf(request)](request), abort]);
    onHead?.(reply);
    return reply;
  }

  const gateway: ScriptedGateway = {
    requests,
    get guid() {
      return guidOf(signIns);
    },
    signIn() {
      signIns += 1;
      return retcode('0', {}, { 'set-guid': `JSESSIONID=${guidOf(signIns)}` });
    },
    poll: () => never,
    query: () => retcode('0', []),
    signOut: () => retcode('0'),
    count: (kind) => requests.filter((request) => kindOf(request) === kind).length,
    ask: (request, { signal }, onHead) => exchange(request, signal, onHead),
    exchange,
    outcome: (_endpoint, question) => question(),
    failed: () => undefined,
    health: () => ({ lastReplyAt: null, failure: null }),
    close: async () => undefined,
  };
  return gateway;
}

function kindOf({ method, path }: HttpRequest): Kind {
  if (method === 'PUT') return 'signIn';
  if (method === 'DELETE') return 'signOut';
  return path.includes('/agentevent/') ? 'poll' : 'query';
}

function guidOf(signIn: number): string {
  return `00000000-0000-0000-0000-${String(signIn).padStart(12, '0')}.AgentGateway1`;
}

export function retcode(
  code: string,
  result?: unknown,
  headers: HttpReply['headers'] & { 'set-guid'?: string } = {},
): HttpReply {
  return { status: 200, headers, json: { message: '', retcode: code, result } };
}

/** A promise that never settles. */
export const never = new Promise<never>(() => undefined);

/** Uses each script once, in order; the last one repeats. */
export function inTurn(...scripts: Script[]): Script {
  const left = [...scripts];
  return (request) => {
    const script = left.length > 1 ? left.shift() : left[0];
    return script === undefined ? never : script(request);
  };
}
