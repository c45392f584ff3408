import type { Problems } from '../block-kit/check.ts';
import type { Context } from '../context.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';

/** What a Web API method answers; `ok: false` goes out with HTTP 200, as Slack does. */
export type Answer = JsonObject & ({ ok: true } | { ok: false; error: string });

export interface Method {
  /** Any one of these lets the call through; none means that every token may. */
  scopes: readonly string[];
  /** App-level methods take the xapp- token. */
  token?: 'app';
  run(args: Arguments, context: Context): Answer;
}

export type Methods = Record<string, Method>;

export const accept = (fields: JsonObject = {}): Answer => ({ ok: true, ...fields });

export const refuse = (error: string, fields: JsonObject = {}): Answer => ({ ok: false, error, ...fields });

/** Refused content: the path and the fault, in both places where Slack puts them. */
export function refuseContent(context: Context, where: string, { error, messages }: Problems): Answer {
  context.events.emit({ type: 'refused', where, error, errors: messages });
  return refuse(error, {
    ...(messages.length > 0 && {
      errors: messages,
      response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
    }),
  });
}

/** Arguments of a call: urlencoded ones are text, with objects as JSON inside; JSON ones are as they are. */
export class Arguments {
  readonly #fields: JsonObject;

  constructor(fields: JsonObject) {
    this.#fields = fields;
  }

  text(name: string): string | undefined {
    const value = this.#fields[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  flag(name: string): boolean {
    return ['true', '1', true, 1].some((yes) => yes === this.#fields[name]);
  }

  number(name: string): number | undefined {
    const value = Number(this.text(name));
    return this.text(name) === undefined || !Number.isFinite(value) ? undefined : value;
  }

  /** Comma-separated text, or an array. */
  list(name: string): string[] {
    const value = this.#fields[name];
    if (Array.isArray(value)) return value.map(String);
    return (this.text(name) ?? '').split(',').filter((part) => part !== '');
  }

  /** An object or array argument; text that is no JSON stays text, so that the checks can refuse it. */
  json(name: string): unknown {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'string' ? (parseJson(value) ?? value) : value;
  }

  object(name: string): JsonObject | undefined {
    const value = this.json(name);
    return isObject(value) ? value : undefined;
  }
}

/** One page of a list, as `cursor` and `limit` ask for it. */
export function page<T>(all: readonly T[], args: Arguments, usual = 100): { items: T[]; nextCursor: string } {
  const start = Number(Buffer.from(args.text('cursor') ?? '', 'base64url').toString() || 0);
  const end = start + Math.min(Math.max(args.number('limit') ?? usual, 1), 1000);
  return {
    items: all.slice(start, end),
    nextCursor: end < all.length ? Buffer.from(String(end)).toString('base64url') : '',
  };
}
