/** One call of the app, without token and body. */
export interface RequestRecord {
  /** A Web API method, or `response_url`, or `upload`. */
  method: string;
  /** The start of the call in epoch milliseconds. */
  at: number;
  ms: number;
  httpStatus: number;
  ok: boolean;
  error?: string;
}
