import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';
import { isTokenRefusal } from './slack-errors.ts';
import type { Fetch } from './slack-fetch.ts';

/** The required scopes of the bot token, as in manifest.yml; without one of them some answers fail. */
export const REQUIRED_SCOPES = [
  'commands',
  'chat:write',
  'im:write',
  'files:write',
  'channels:read',
  'groups:read',
  'team:read',
  'users:read',
  'usergroups:read',
] as const;

/** The outcome of the latest call with the bot token; `code` is Slack's. */
export type SlackOutcome =
  | { readonly kind: 'not-checked' }
  | { readonly kind: 'answered' }
  /** `inARow`: number of unanswered calls since Slack last answered. */
  | { readonly kind: 'no-answer'; readonly inARow: number }
  | { readonly kind: 'token-refused'; readonly code: string };

/** The standing of the bot token, according to Slack's replies. */
export interface SlackStanding {
  readonly fetch: Fetch;
  /** Outcome of the latest call; after {@link SlackStanding.removed} always a refusal. */
  outcome(): SlackOutcome;
  /** True if another call may show that Slack accepts the token again. */
  isInDoubt(): boolean;
  /** Missing scopes; empty while Slack has not listed the granted ones. */
  missingScopes(): readonly string[];
  lacks(scope: string): boolean;
  /** Records that the app was removed (`app_uninstalled`, `tokens_revoked`); another installation has another token. */
  removed(code: string): void;
}

const answerSchema = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  needed: z.string().optional(),
});
/** Internal failures of Slack, which say nothing about the token. */
const FAILED_INSIDE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** @param options.apiUrl ends with a slash; all methods below it except `apps.…` are called with the bot token */
export function createSlackStanding(options: {
  readonly fetch: Fetch;
  readonly apiUrl: string;
}): SlackStanding {
  const { apiUrl } = options;
  let latest: SlackOutcome = { kind: 'not-checked' };
  let removal: SlackOutcome | null = null;
  let granted: ReadonlySet<string> | null = null;
  /** Scopes that Slack named as missing in a refusal, if it did not list the granted ones. */
  let needed: ReadonlySet<string> = new Set();

  function read(response: Response, text: string): void {
    const scopes = response.headers.get('x-oauth-scopes');
    if (scopes !== null) granted = new Set(listOf(scopes));
    const answer = answerSchema.safeParse(parseJson(text)).data;
    latest = outcomeOf(answer, response.status) ?? unanswered();
    if (answer?.error === 'missing_scope') needed = new Set(listOf(answer.needed ?? ''));
  }

  function unanswered(): SlackOutcome {
    return { kind: 'no-answer', inARow: latest.kind === 'no-answer' ? latest.inARow + 1 : 1 };
  }

  async function fetchAndRead(...[input, init]: Parameters<Fetch>): Promise<Response> {
    try {
      const response = await options.fetch(input, init);
      const text = await response.text();
      read(response, text);
      const { status, statusText, headers } = response;
      return new Response(text === '' ? null : text, { status, statusText, headers });
    } catch (error) {
      latest = unanswered();
      throw error;
    }
  }

  const lacks = (scope: string): boolean => (granted === null ? needed.has(scope) : !granted.has(scope));

  return {
    fetch: (input, init) =>
      isBotCall(input, apiUrl) ? fetchAndRead(input, init) : options.fetch(input, init),
    outcome: () => removal ?? latest,
    isInDoubt: () => removal === null && (latest.kind === 'no-answer' || latest.kind === 'token-refused'),
    missingScopes: () => REQUIRED_SCOPES.filter(lacks),
    lacks,
    removed(code) {
      removal = { kind: 'token-refused', code };
    },
  };
}

function isBotCall(input: Parameters<Fetch>[0], apiUrl: string): boolean {
  const { href } = new URL(input instanceof Request ? input.url : input);
  return href.startsWith(apiUrl) && !href.startsWith(`${apiUrl}apps.`);
}

/** Classifies a reply; `undefined` if it is no answer of Slack: an internal failure, or a reply of another server. */
function outcomeOf(
  answer: z.infer<typeof answerSchema> | undefined,
  status: number,
): SlackOutcome | undefined {
  const { error = '' } = answer ?? {};
  if (isTokenRefusal(error)) return { kind: 'token-refused', code: error };
  const isAnswered = status === 429 || (answer !== undefined && !FAILED_INSIDE.has(error));
  return isAnswered ? { kind: 'answered' } : undefined;
}

function listOf(scopes: string): string[] {
  return scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean);
}
