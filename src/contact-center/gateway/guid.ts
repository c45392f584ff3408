import { headerValue, type ReplyHeaders } from '../http/reply-headers.ts';

/** `<uuid>.AgentGateway<node>`; checked before it goes back into a header, because a stranger wrote it. */
const GUID = /^[\w-]{8,64}\.[\w-]{1,32}$/;
/** Replies overtake each other: how many replaced GUIDs are kept in mind so that none of them comes back. */
const REMEMBERED = 16;

/** `Set-GUID: JSESSIONID=<guid>` (page 0005). On any reply, since sites differ in which replies carry it. */
export function readGuid(headers: ReplyHeaders): string | undefined {
  const text = headerValue(headers, 'set-guid');
  const guid = text?.slice(text.indexOf('=') + 1).trim();
  return guid !== undefined && GUID.test(guid) ? guid : undefined;
}

/** The GUID of one session: rotates every 60 s in dynamic authentication, the old one good until 120 s (cec_05_40110). */
export class RotatingGuid {
  #current: string;
  readonly #replaced: string[] = [];

  constructor(first: string) {
    this.#current = first;
  }

  get current(): string {
    return this.#current;
  }

  /** Takes what a reply carries, unless a reply that was overtaken brings back a GUID that is already replaced. */
  observe(headers: ReplyHeaders): void {
    const guid = readGuid(headers);
    if (guid === undefined || guid === this.#current || this.#replaced.includes(guid)) return;
    this.#replaced.push(this.#current);
    if (this.#replaced.length > REMEMBERED) this.#replaced.shift();
    this.#current = guid;
  }
}
