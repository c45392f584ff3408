import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';
import { REQUIRED_SCOPES } from './scopes.ts';
import { isTokenRefusal } from './slack-errors.ts';
import type { Fetch } from './slack-fetch.ts';

/** What became of the latest call with the bot's token; `code` is Slack's. */
export type SlackOutcome =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'answered' }
  /** `inARow`: how many calls ended like this since Slack last answered. */
  | { readonly kind: 'no-answer'; readonly inARow: number }
  | { readonly kind: 'token-refused'; readonly code: string };

/** How the bot's token stands with Slack, by what Slack says with each answer. */
export interface SlackStanding {
  /** To be called through: it reads the answers. */
  readonly fetch: Fetch;
  /** By the latest call; after {@link SlackStanding.removed} always that. */
  outcome(): SlackOutcome;
  /** Whether another call may show that Slack takes the token again. */
  isInDoubt(): boolean;
  /** Scopes that the app needs and does not have; empty as long as Slack has not said which it has. */
  missingScopes(): readonly string[];
  lacks(scope: string): boolean;
  /** Slack said that the app was removed (`app_uninstalled`, `tokens_revoked`): another installation has another token. */
  removed(code: string): void;
}

const answerSchema = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  needed: z.string().optional(),
});
/** Slack failed on its side: no word about the token. */
const FAILED_INSIDE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** @param options.apiUrl ends with a slash; every method below it is called with the bot's token, but for `apps.…` */
export function createSlackStanding(options: {
  readonly fetch: Fetch;
  readonly apiUrl: string;
}): SlackStanding {
  const { apiUrl } = options;
  let latest: SlackOutcome = { kind: 'not-asked' };
  let removal: SlackOutcome | null = null;
  let granted: ReadonlySet<string> | null = null;
  /** Scopes that Slack asked for in a refusal, where it did not name those that there are. */
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

/** `undefined` for no answer of Slack's: a failure on its side, or something else that answered in its place. */
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
