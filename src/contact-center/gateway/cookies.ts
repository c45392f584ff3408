import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'undici';

/**
 * The cookies of one session: a load balancer in front of several gateway nodes finds the node that owns the session
 * by one (`huaweielbsession`). One host, one session, so names and values are all there is to keep.
 */
export class SessionCookies {
  readonly #values: Map<string, string>;

  constructor(values: Readonly<Record<string, string>> = {}) {
    this.#values = new Map(Object.entries(values));
  }

  observe(headers: IncomingHttpHeaders): void {
    for (const line of headers['set-cookie'] ?? []) {
      const cookie = parseCookie(line);
      if (cookie === null) continue;
      if (cookie.value === '' || (cookie.maxAge ?? 1) <= 0) this.#values.delete(cookie.name);
      else this.#values.set(cookie.name, cookie.value);
    }
  }

  /** As another process can go on with them. */
  values(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }

  header(): Record<string, string> {
    if (this.#values.size === 0) return {};
    return { cookie: Array.from(this.#values, ([name, value]) => `${name}=${value}`).join('; ') };
  }
}
