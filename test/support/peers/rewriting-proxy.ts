import type { ServerResponse } from 'node:http';
import { Agent, request } from 'undici';
import { createCertificateAuthority } from '../../../sandbox/contact-center/certificates.ts';
import { type SeenRequest, startLocalUpstream } from './local-upstream.ts';

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly text: string;
}

/** Writes a reply in place of the upstream's; `false` leaves the reply unchanged. */
export type Rewrite = (seen: SeenRequest, reply: Reply, response: ServerResponse) => boolean;

/** Starts a proxy between the bot and one upstream of the simulator, with a certificate of another authority. */
export async function startRewritingProxy(rewrite: Rewrite) {
  const authority = await createCertificateAuthority();
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  let target = '';
  const upstream = await startLocalUpstream(
    async (seen, response) => {
      const answer = await request(`${target}${seen.path}`, {
        method:
          seen.method === 'POST'
            ? 'POST'
            : seen.method === 'PUT'
              ? 'PUT'
              : seen.method === 'DELETE'
                ? 'DELETE'
                : 'GET',
        headers: Object.fromEntries(
          Object.entries(seen.headers).filter(
            ([name]) => !['connection', 'content-length', 'transfer-encoding'].includes(name),
          ),
        ),
        body: seen.body === '' ? null : seen.body,
        dispatcher: agent,
      });
      const headers = Object.fromEntries(
        Object.entries(answer.headers).flatMap(([name, value]) =>
          value === undefined || ['content-length', 'connection', 'transfer-encoding'].includes(name)
            ? []
            : [[name, value]],
        ),
      );
      const reply = { status: answer.statusCode, headers, text: await answer.body.text() };
      if (rewrite(seen, reply, response)) return;
      response.writeHead(reply.status, reply.headers).end(reply.text);
    },
    await authority.issue('valid'),
  );
  return {
    origin: upstream.origin,
    requests: upstream.requests,
    ca: authority.ca,
    /** Sets the destination of the bot's requests. */
    setTarget(origin: string): void {
      target = origin;
    },
    async [Symbol.asyncDispose]() {
      await upstream[Symbol.asyncDispose]();
      await agent.close();
    },
  };
}

/** Returns a rewrite of the JSON bodies of matching paths. */
export function rewriteJson(path: RegExp, change: (json: unknown) => unknown): Rewrite {
  return (seen, reply, response) => {
    if (!path.test(seen.path)) return false;
    response.writeHead(reply.status, reply.headers).end(JSON.stringify(change(JSON.parse(reply.text))));
    return true;
  };
}
