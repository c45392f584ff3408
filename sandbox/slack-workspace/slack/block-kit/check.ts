import type { z } from 'zod';

/** The problems of a payload in the form of Slack's replies. */
export interface Problems {
  error:
    | 'invalid_blocks'
    | 'invalid_attachments'
    | 'invalid_arguments'
    | 'no_text'
    | 'msg_too_long'
    | 'view_too_large';
  messages: string[];
}

/** One problem: its path and its description. */
export interface Violation {
  path: readonly PropertyKey[];
  message: string;
}

export const describe = ({ path, message }: Violation): string =>
  `${message} [json-pointer:/${path.map(String).join('/')}]`;

/** Returns the problems that a schema finds, under the path of the value. */
export function violations(schema: z.ZodType, value: unknown, at: readonly PropertyKey[]): Violation[] {
  const read = schema.safeParse(value);
  if (read.success) return [];
  return read.error.issues.flatMap((issue) => translate(issue, at));
}

type Issue = z.core.$ZodIssue;

function translate(issue: Issue, at: readonly PropertyKey[]): Violation[] {
  const path = [...at, ...issue.path];
  switch (issue.code) {
    case 'too_big':
      return [{ path, message: tooMany(issue.origin, Number(issue.maximum)) }];
    case 'too_small':
      return [{ path, message: tooFew(issue.origin, Number(issue.minimum)) }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path, message: `invalid additional property: ${key}` }));
    case 'invalid_type':
      return issue.input === undefined && !issue.message.includes('received')
        ? [{ path, message: `must provide ${issue.expected}` }]
        : [{ path, message: missingOrWrong(issue) }];
    case 'invalid_union':
      return issue.errors.length === 0
        ? [{ path, message: 'unsupported type here' }]
        : [{ path, message: 'failed to match all allowed schemas' }, ...closest(issue.errors, path)];
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_value':
    case 'not_multiple_of':
      return [{ path, message: issue.message }];
  }
}

/** Selects the problems of the union member that comes closest to the value. */
function closest(attempts: readonly Issue[][], path: readonly PropertyKey[]): Violation[] {
  const nearest = attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return nearest.flatMap((issue) => translate(issue, path));
}

const missingOrWrong = (issue: Issue): string =>
  issue.message.includes('received undefined')
    ? `missing required field: ${String(issue.path.at(-1) ?? '')}`
    : issue.message.replace(/^Invalid input: /, '');

const unit = (origin: string): string =>
  origin === 'string' ? 'characters' : origin === 'array' || origin === 'set' ? 'items' : '';

const tooMany = (origin: string, maximum: number): string =>
  unit(origin) === 'items'
    ? `no more than ${maximum} items allowed`
    : unit(origin) === 'characters'
      ? `must be less than ${maximum + 1} characters`
      : `must be at most ${maximum}`;

const tooFew = (origin: string, minimum: number): string =>
  unit(origin) === 'items'
    ? `no fewer than ${minimum} items allowed`
    : unit(origin) === 'characters'
      ? `must be more than ${minimum - 1} characters`
      : `must be at least ${minimum}`;
