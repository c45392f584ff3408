/** One call that the app made; never a token, never a body. */
export interface RequestRecord {
  /** A Web API method, or `response_url`, or `upload`. */
  method: string;
  /** When it began: epoch milliseconds. */
  at: number;
  ms: number;
  httpStatus: number;
  ok: boolean;
  error?: string;
}
