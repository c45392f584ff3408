/** The five forms of CMS replies. The route tables name the form of each interface. */
export type Envelope =
  /** The usual form: `result`, `resultCode`, `resultDatas` and `resultDesc`. */
  | 'full'
  /** The form of newer samples: `resultCode` and `resultDesc`. */
  | 'short'
  /** The form of the old querymonitor family: `result` and `resultDesc`. */
  | 'old'
  /** The other form of the old querymonitor family: `result` and `resultDatas`. */
  | 'old-datas'
  /** A form with `returnCode`, `description` and `data`. */
  | 'return-code';

export const SUCCESS = '0100000';

/** Result codes and their descriptions (page 0696). */
const RESULT_CODES: Readonly<Record<string, string>> = {
  [SUCCESS]: 'success',
  '0100001': '调用失败',
  '0100002': '参数不合法',
  '0100003': 'CTI version V3R8 is needed',
  '0100999': '未知异常',
  '0101001': 'inspector relation exception',
  '0101002': 'the number is not in UAP',
  '0101003': '权限不足',
};

export function wrap(envelope: Envelope, payload: unknown, count?: number): Record<string, unknown> {
  const counted = count === undefined ? {} : { count };
  switch (envelope) {
    case 'full':
      return { result: '0', resultCode: SUCCESS, resultDatas: payload, resultDesc: payload, ...counted };
    case 'short':
      return { resultCode: SUCCESS, resultDesc: payload, ...counted };
    case 'old':
      return { result: '0', resultDesc: payload, ...counted };
    case 'old-datas':
      return { result: '0', resultDatas: payload, ...counted };
    case 'return-code':
      return { returnCode: '0', description: 'success', data: payload, ...counted };
  }
}

/** Wraps a failure, which has a sentence in place of the payload. */
export function wrapFailure(resultCode: string): Record<string, unknown> {
  return { resultCode, resultDesc: RESULT_CODES[resultCode] ?? 'failed' };
}
