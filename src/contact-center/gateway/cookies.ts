import { parseCookie } from 'undici';
import { headerValue, headerValues, type ReplyHeaders } from '../http/reply-headers.ts';

const MAX_COOKIES = 20;
/** Limit of the whole `cookie` header in characters; servers reject headers of 8 KB and more. */
const MAX_HEADER_LENGTH = 4_096;
/**
 * A server with a clock sends `Date` (RFC 9110, section 6.6.1). Without `Date`, an `Expires` before this instant counts as a
 * deletion, because deletions are dated 1970. Epoch milliseconds.
 */
const LONG_PAST = Date.UTC(2000, 0, 1);
/** Names and values are sent back unchanged in a header, so they must be printable ASCII without separators. */
const NAME = /^[\x21-\x3a\x3c\x3e-\x7e]+$/;
const VALUE = /^[\x20-\x3a\x3c-\x7e]+$/;

/**
 * The cookies of one session. A load balancer in front of several gateway nodes uses one of them (`huaweielbsession`) to find
 * the node that owns the session. There is one host and one session, so only names and values are stored.
 */
export class SessionCookies {
  /** In the order in which the names first arrived. */
  readonly #values = new Map<string, string>();
  /** Names of the cookies from the sign-in. The load balancer's cookie is among them, so they are evicted last. */
  readonly #initial: ReadonlySet<string>;

  constructor(first: Readonly<Record<string, string>> = {}) {
    this.#initial = new Set(Object.keys(first));
    for (const [name, value] of Object.entries(first)) this.#set(name, value);
  }

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

  /** Called when a server rejects the cookies: drops those added since the sign-in, or all if there are none. */
  drop(): void {
    const later = [...this.#values.keys()].filter((name) => !this.#initial.has(name));
    if (later.length === 0) this.#values.clear();
    for (const name of later) this.#values.delete(name);
  }

  /** Values by name, for another process that continues the session. */
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
    const oldest = others.find((name) => !this.#initial.has(name)) ?? others[0] ?? newest;
    this.#values.delete(oldest);
  }

  #text(): string {
    return Array.from(this.#values, ([name, value]) => `${name}=${value}`).join('; ');
  }
}

/**
 * True for an empty value, a `Max-Age` of zero or less, or an `Expires` in the past. `Max-Age` takes precedence over
 * `Expires` (RFC 6265, section 5.3).
 *
 * @param sentAt time of the reply by the server's clock, epoch milliseconds
 */
function isDeletion(
  { value, maxAge, expires }: NonNullable<ReturnType<typeof parseCookie>>,
  sentAt: number,
): boolean {
  if (value === '') return true;
  if (maxAge !== undefined) return maxAge <= 0;
  return expires !== undefined && new Date(expires).getTime() <= sentAt;
}
