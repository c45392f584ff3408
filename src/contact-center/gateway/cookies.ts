import { parseCookie } from 'undici';
import { headerValue, headerValues, type ReplyHeaders } from '../http/reply-headers.ts';

const MAX_COOKIES = 20;
/** Of the whole `cookie` header, in characters: servers refuse headers from 8 KB on. */
const MAX_HEADER_LENGTH = 4_096;
/**
 * A server that has a clock sends `Date` (RFC 9110, section 6.6.1). Of one that has none, an `Expires` before this instant
 * is a deletion: those are dated 1970. Epoch milliseconds.
 */
const LONG_PAST = Date.UTC(2000, 0, 1);
/** Names and values go back into a header as they came, so they must be printable ASCII without a separator. */
const NAME = /^[\x21-\x3a\x3c\x3e-\x7e]+$/;
const VALUE = /^[\x20-\x3a\x3c-\x7e]+$/;

/**
 * The cookies of one session. A load balancer in front of several gateway nodes finds the node that owns the session
 * by one of them (`huaweielbsession`). There is one host and one session, so only names and values are kept.
 */
export class SessionCookies {
  /** The cookie whose name came first is first. */
  readonly #values = new Map<string, string>();
  /** Names of cookies that the session began with: the one that finds its node is among them, so they are evicted last. */
  readonly #first: ReadonlySet<string>;

  constructor(first: Readonly<Record<string, string>> = {}) {
    this.#first = new Set(Object.keys(first));
    for (const [name, value] of Object.entries(first)) this.#set(name, value);
  }

  /** Takes what a reply sets and deletes. */
  observe(headers: ReplyHeaders): void {
    const date = Date.parse(headerValue(headers, 'date') ?? '');
    const sentAt = Number.isNaN(date) ? LONG_PAST : date;
    for (const line of headerValues(headers, 'set-cookie')) {
      const cookie = parseCookie(line);
      if (cookie === null) continue;
      if (isDeletion(cookie, sentAt)) this.#values.delete(cookie.name);
      else this.#set(cookie.name, cookie.value);
    }
  }

  /** A server refused the cookies: forgets those that came during the session, or all where there are none such. */
  drop(): void {
    const later = [...this.#values.keys()].filter((name) => !this.#first.has(name));
    if (later.length === 0) this.#values.clear();
    for (const name of later) this.#values.delete(name);
  }

  /** The cookies as another process can go on with them. */
  values(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }

  header(): Record<string, string> {
    return this.#values.size === 0 ? {} : { cookie: this.#text() };
  }

  #set(name: string, value: string): void {
    if (!NAME.test(name) || !VALUE.test(value) || name.length + value.length >= MAX_HEADER_LENGTH) return;
    this.#values.set(name, value);
    while (this.#values.size > MAX_COOKIES || this.#text().length > MAX_HEADER_LENGTH) this.#evict(name);
  }

  #evict(newest: string): void {
    const others = [...this.#values.keys()].filter((name) => name !== newest);
    const oldest = others.find((name) => !this.#first.has(name)) ?? others[0] ?? newest;
    this.#values.delete(oldest);
  }

  #text(): string {
    return Array.from(this.#values, ([name, value]) => `${name}=${value}`).join('; ');
  }
}

/**
 * A server deletes a cookie by an empty value, by `Max-Age` of zero or less, or by an `Expires` in the past. `Max-Age`
 * wins over `Expires` (RFC 6265, section 5.3).
 *
 * @param sentAt epoch milliseconds, by the server's clock
 */
function isDeletion(
  { value, maxAge, expires }: NonNullable<ReturnType<typeof parseCookie>>,
  sentAt: number,
): boolean {
  if (value === '') return true;
  if (maxAge !== undefined) return maxAge <= 0;
  return expires !== undefined && new Date(expires).getTime() <= sentAt;
}
