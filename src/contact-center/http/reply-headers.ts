import type { Dispatcher } from 'undici';

/** Headers of a reply as undici returns them: a string for a header that was sent once, an array for one sent several times. */
export type ReplyHeaders = Dispatcher.ResponseData['headers'];

/** All values of a header, in the order in which the server sent them. */
export function headerValues(headers: ReplyHeaders, name: string): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The last value of a header: the one that the server nearest to the bot added. `undefined` if the header is missing. */
export function headerValue(headers: ReplyHeaders, name: string): string | undefined {
  return headerValues(headers, name).at(-1);
}
