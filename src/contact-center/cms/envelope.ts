import { z } from 'zod';
import { FloorwalkerError } from '../../errors.ts';
import { optionalCount, replyCode } from '../coerce.ts';
import type { HttpReply } from '../http/exchange.ts';

const CODE_OF_SUCCESS = '0100000';
const PARAMETER_NOT_LEGAL = '0100002';

/** Codes of page 0696 for failures of the platform; all other codes are rejections. */
const PLATFORM_FAILED = new Set(['0100001', '0100999', '0101001']);
/** The key has no permission for the interface (page 0696). */
export const NO_PERMISSION = '0101003';
/** Only codes of this shape are logged: page 0696 has seven digits that begin with 0, the old `result` has one digit. */
const DOCUMENTED_SHAPE = /^(?:0\d{6}|-?\d)$/;

const code = replyCode.nullish();

const envelope = z.object({
  result: code,
  resultCode: code,
  returnCode: code,
  resultDesc: z.unknown().optional(),
  resultDatas: z.unknown().optional(),
  data: z.unknown().optional(),
  count: optionalCount,
});

/** Detail of `0100001`, call failed. Some interfaces answer it for an agent that does not exist. */
export const CALL_FAILED = 'resultCode 0100001';

/** Kind of a reply with `0100002`, and detail of the error made from it: the CMS works and rejects a parameter. */
export const BAD_PARAMETER = 'bad-parameter';

export type CmsReply =
  | { readonly kind: 'payload'; readonly payload: unknown; readonly count: number | undefined }
  | { readonly kind: typeof BAD_PARAMETER };

/**
 * Opens any of the five envelopes in use: `result` + `resultCode` + twice the payload, `resultCode` + `resultDesc`,
 * the old `result` alone, `returnCode` + `data`, and the failure whose `resultDesc` is a text. Every interface may use
 * any of them. If the codes contradict each other, the failure counts.
 *
 * @throws {FloorwalkerError} upstream-failed, upstream-rejected, upstream-garbled
 */
export function openCmsReply({ status, json }: HttpReply): CmsReply | { readonly kind: 'not-permitted' } {
  const opened = envelope.safeParse(json);
  if (!opened.success) throw noEnvelope(status);
  const { result, resultCode, returnCode, resultDesc, resultDatas, data, count } = opened.data;
  const codes = [resultCode, returnCode, result].filter((value) => value !== undefined && value !== null);
  if (codes.length === 0) throw noEnvelope(status);
  const failure = codes.find((value) => value !== '0' && value !== CODE_OF_SUCCESS);
  if (failure === undefined) return { kind: 'payload', payload: resultDesc ?? resultDatas ?? data, count };
  if (failure === PARAMETER_NOT_LEGAL) return { kind: BAD_PARAMETER };
  if (failure === NO_PERMISSION) return { kind: 'not-permitted' };
  const detail = DOCUMENTED_SHAPE.test(failure) ? `resultCode ${failure}` : 'a result code of another shape';
  throw new FloorwalkerError(PLATFORM_FAILED.has(failure) ? 'upstream-failed' : 'upstream-rejected', {
    detail,
  });
}

/** Number of rows that the list of a reply lacks compared with its own `count`; 0 if the reply has no count or no list. */
export function missingRows(reply: CmsReply): number {
  if (reply.kind !== 'payload') return 0;
  const list = reply.payload ?? [];
  return Array.isArray(list) ? Math.max(0, (reply.count ?? 0) - list.length) : 0;
}

/** The error for a reply without an envelope: a firewall's 403 or 418 page, or JSON of another server. */
function noEnvelope(status: number): FloorwalkerError {
  return status >= 300
    ? new FloorwalkerError('upstream-rejected', { detail: `HTTP ${status}` })
    : new FloorwalkerError('upstream-garbled', { detail: 'no result code in the reply' });
}
