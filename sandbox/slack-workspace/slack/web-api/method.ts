import type { Problems } from '../block-kit/check.ts';
import type { Context } from '../context.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';

/** The reply of a Web API method. Replies with `ok: false` are sent with HTTP 200, as by Slack. */
export type Answer = JsonObject & ({ ok: true } | { ok: false; error: string });

export interface Method {
  /** The call needs any one of these scopes; with an empty list, any token is accepted. */
  scopes: readonly string[];
  /** 'app' if the method needs an app-level token (xapp-). */
  token?: 'app';
  run(args: Arguments, context: Context): Answer;
}

export type Methods = Record<string, Method>;

export const accept = (fields: JsonObject = {}): Answer => ({ ok: true, ...fields });

export const refuse = (error: string, fields: JsonObject = {}): Answer => ({ ok: false, error, ...fields });

/** Returns the reply to rejected content, with path and problem in both places that Slack uses. */
export function refuseContent(context: Context, where: string, { error, messages }: Problems): Answer {
  context.events.emit({ type: 'refused', where, error, errors: messages });
  return refuse(error, {
    ...(messages.length > 0 && {
      errors: messages,
      response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
    }),
  });
}

/**
 * The arguments of a call. Urlencoded arguments are texts, with objects as JSON; JSON arguments have their own types.
 */
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

  /** Reads a list from comma-separated text or an array. */
  list(name: string): string[] {
    const value = this.#fields[name];
    if (Array.isArray(value)) return value.map(String);
    return (this.text(name) ?? '').split(',').filter((part) => part !== '');
  }

  /** Reads an object or array. Invalid JSON is returned as text, so that the checks reject it. */
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

/** Returns the page of a list that `cursor` and `limit` select. */
export function page<T>(all: readonly T[], args: Arguments, usual = 100): { items: T[]; nextCursor: string } {
  const start = Number(Buffer.from(args.text('cursor') ?? '', 'base64url').toString() || 0);
  const end = start + Math.min(Math.max(args.number('limit') ?? usual, 1), 1000);
  return {
    items: all.slice(start, end),
    nextCursor: end < all.length ? Buffer.from(String(end)).toString('base64url') : '',
  };
}
