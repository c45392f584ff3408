import { type CmsRequests, createCmsRequests } from '../../../src/contact-center/cms/cms-requests.ts';
import type { HttpReply, HttpRequest } from '../../../src/contact-center/http/exchange.ts';
import type { UpstreamClient } from '../../../src/contact-center/http/upstream-client.ts';
import { createManualClock } from '../clocks/manual-clock.ts';

export interface CmsQuestion {
  /** The path after `/rest/cmsapp/v1/openapi/`. */
  readonly path: string;
  readonly style: 'flat' | 'wrapped';
  /** The parameters without `queryParam`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly request: HttpRequest;
}

export const CMS_KEYS = { accessKey: 'AK', secretKey: 'SK', timestamp: 'seconds' } as const;

export type CmsAnswer = (question: CmsQuestion, signal: AbortSignal) => HttpReply | Promise<HttpReply>;

/** Creates signed requests to a scripted CMS. */
export function requestsTo(client: UpstreamClient): CmsRequests {
  const clock = createManualClock();
  return createCmsRequests({ client, clock, host: 'cms', keys: CMS_KEYS, ccId: 1, vdn: 1 });
}

/** Creates a CMS from one function, with a record of its requests. */
export function createScriptedCms(
  answer: CmsAnswer,
): UpstreamClient & { readonly questions: readonly CmsQuestion[] } {
  const questions: CmsQuestion[] = [];

  async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpReply> {
    signal.throwIfAborted();
    const question = read(request);
    questions.push(question);
    const { promise: abort, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    return Promise.race([answer(question, signal), abort]);
  }

  return {
    questions,
    ask: (request, { signal }) => exchange(request, signal),
    exchange,
    outcome: (_endpoint, question) => question(),
    failed: () => undefined,
    health: () => ({ lastReplyAt: null, failure: null }),
    close: async () => undefined,
  };
}

function read(request: HttpRequest): CmsQuestion {
  const body: unknown = JSON.parse(request.body ?? '{}');
  const wrapped = isRecord(body) && isRecord(body['queryParam']) ? body['queryParam'] : undefined;
  return {
    path: request.path.replace('/rest/cmsapp/v1/openapi/', ''),
    style: wrapped === undefined ? 'flat' : 'wrapped',
    parameters: wrapped ?? (isRecord(body) ? body : {}),
    request,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function success(payload: unknown, more: Record<string, unknown> = {}): HttpReply {
  const json = { result: '0', resultCode: '0100000', resultDatas: payload, resultDesc: payload, ...more };
  return { status: 200, headers: {}, json };
}

export function refusal(resultCode: string): HttpReply {
  return { status: 200, headers: {}, json: { resultCode, resultDesc: '参数不合法' } };
}
