import { headerValue, type ReplyHeaders } from '../http/reply-headers.ts';

/** `<uuid>.AgentGateway<node>`. Checked because the value of the reply is sent back in a request header. */
const GUID = /^[\w-]{8,64}\.[\w-]{1,32}$/;
/** Number of replaced GUIDs that are remembered, because a late reply may carry one of them. */
const REPLACED_MAX = 16;

/** Reads `Set-GUID: JSESSIONID=<guid>` (page 0005), which any reply may carry. `undefined` if it is missing or invalid. */
export function readGuid(headers: ReplyHeaders): string | undefined {
  const text = headerValue(headers, 'set-guid');
  const guid = text?.slice(text.indexOf('=') + 1).trim();
  return guid !== undefined && GUID.test(guid) ? guid : undefined;
}

/** The GUID of one session. Dynamic authentication replaces it every 60 s; the old one is valid for 120 s (cec_05_40110). */
export class RotatingGuid {
  #current: string;
  readonly #replaced: string[] = [];

  constructor(first: string) {
    this.#current = first;
  }

  get current(): string {
    return this.#current;
  }

  /** Takes the GUID of a reply, unless the GUID was replaced already and the reply is late. */
  observe(headers: ReplyHeaders): void {
    const guid = readGuid(headers);
    if (guid === undefined || guid === this.#current || this.#replaced.includes(guid)) return;
    this.#replaced.push(this.#current);
    if (this.#replaced.length > REPLACED_MAX) this.#replaced.shift();
    this.#current = guid;
  }
}
