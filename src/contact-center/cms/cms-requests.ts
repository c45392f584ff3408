import type { Clock } from '../../clock.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { HttpReply } from '../http/exchange.ts';
import { headerValue } from '../http/reply-headers.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { type CmsRateLimiterOptions, createCmsRateLimiter } from './cms-rate-limiter.ts';
import { BAD_PARAMETER, type CmsReply, NO_PERMISSION, openCmsReply } from './envelope.ts';
import { authorization, type CmsKeys } from './signature.ts';

const OPEN_API = '/rest/cmsapp/v1/openapi';
const CONTENT_TYPE = 'application/json;charset=UTF-8';
/** Above this difference of the clocks, a refused signature is blamed on the clocks and not on the keys. */
const SUSPICIOUS_SKEW_MS = 60_000;

export interface CmsRequestsOptions {
  readonly client: UpstreamClient;
  readonly clock: Clock;
  /** Value of the `Host` header: with the port, unless it is 443. */
  readonly host: string;
  readonly keys: CmsKeys;
  readonly ccId: number;
  readonly vdn: number;
  readonly rateLimit?: CmsRateLimiterOptions | undefined;
}

export type CmsParameters = Readonly<Record<string, unknown>>;

/**
 * Sends signed requests for one call centre and VDN. The CMS keeps no session.
 *
 * @throws {FloorwalkerError} upstream-* from every request
 */
export function createCmsRequests({ client, clock, host, keys, ccId, vdn, ...options }: CmsRequestsOptions) {
  const rateLimiter = createCmsRateLimiter(options.rateLimit);
  /** Index of the body that the site accepted, by interface. */
  const accepted = new Map<string, number>();

  function flat(path: string, parameters: CmsParameters, ask: Ask): Promise<CmsReply> {
    return post(path, { ccId, vdn, ...parameters }, ask);
  }

  /** For interfaces whose table shows a flat body and whose example wraps it in `queryParam` (page 0635). Tries the example's form first. */
  function eitherStyle(path: string, parameters: CmsParameters, ask: Ask): Promise<CmsReply> {
    const body = { ccId, vdn, ...parameters };
    return inTurn(path, [{ queryParam: body }, body], ask);
  }

  /** For interfaces with parameters that not every site knows. Tries the choices in the given order. */
  function flatInTurn(path: string, choices: readonly CmsParameters[], ask: Ask): Promise<CmsReply> {
    return inTurn(
      path,
      choices.map((parameters) => ({ ccId, vdn, ...parameters })),
      ask,
    );
  }

  /** Tries the next body after `0100002`. The accepted body is remembered; a later `0100002` then means a bad value. */
  async function inTurn(path: string, bodies: readonly CmsParameters[], ask: Ask): Promise<CmsReply> {
    const known = accepted.get(path);
    let reply: CmsReply = { kind: BAD_PARAMETER };
    for (const [index, body] of bodies.entries()) {
      if (known !== undefined && index !== known) continue;
      reply = await post(path, body, ask);
      if (reply.kind === 'payload') accepted.set(path, index);
      if (reply.kind !== BAD_PARAMETER) return reply;
    }
    return reply;
  }

  async function post(path: string, parameters: CmsParameters, ask: Ask): Promise<CmsReply> {
    const body = JSON.stringify(parameters);
    const request = { method: 'POST', path: `${OPEN_API}/${path}`, headers: { host }, body } as const;
    // Signed only when the rate limiter lets the request start, because the CMS checks the time in the signature.
    const reply = await rateLimiter(ask, () =>
      client.ask(
        {
          ...request,
          headers: {
            host,
            'content-type': CONTENT_TYPE,
            authorization: authorization(request, keys, clock.now()),
          },
        },
        ask,
      ),
    ).catch((error: unknown) => {
      // A wait for the rate limiter ends with the signal's abort reason, which is not a coded error.
      throw toTransportError(error);
    });
    if (reply.status === 401) throw signatureRefused(reply, clock.now());
    const opened = openCmsReply(reply);
    if (opened.kind === 'not-permitted') throw notPermitted(path);
    return opened;
  }

  return { flat, flatInTurn, eitherStyle };
}

export type CmsRequests = ReturnType<typeof createCmsRequests>;

/** A failure, which is not cached: the permission may be granted at any time. */
function notPermitted(endpoint: string): FloorwalkerError {
  return new FloorwalkerError('upstream-rejected', {
    detail: `resultCode ${NO_PERMISSION}`,
    reason: { kind: 'permission', endpoint, code: NO_PERMISSION },
  });
}

function signatureRefused(reply: HttpReply, now: number): FloorwalkerError {
  const skew = Math.abs(Date.parse(headerValue(reply.headers, 'date') ?? '') - now);
  return skew > SUSPICIOUS_SKEW_MS
    ? new FloorwalkerError('upstream-clock-skew', {
        detail: `the clocks differ by ${Math.round(skew / 1_000)} s`,
      })
    : new FloorwalkerError('upstream-unauthorized');
}
