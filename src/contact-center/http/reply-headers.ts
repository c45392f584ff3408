import type { Dispatcher } from 'undici';

/** The headers of a reply as undici gives them: a string where the header was sent once, an array where it was sent several times. */
export type ReplyHeaders = Dispatcher.ResponseData['headers'];

/** Every value of a header, in the order in which the values were sent. */
export function headerValues(headers: ReplyHeaders, name: string): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The value that counts where only one is meant: the last one, which the server nearest to the bot added. */
export function headerValue(headers: ReplyHeaders, name: string): string | undefined {
  return headerValues(headers, name).at(-1);
}
