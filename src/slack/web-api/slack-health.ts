import type { SlackOutcome, SlackStanding } from './slack-standing.ts';

export interface SlackHealth {
  /** True if commands can be received and answered. */
  readonly connected: boolean;
  readonly detail: string;
  readonly code?: string;
  /** Scopes that the app lacks; absent if it has all. */
  readonly missingScopes?: readonly string[];
  /** What a person has to do; absent if there is nothing to do. */
  readonly todo?: string;
}

/** Number of unanswered calls in a row after which Slack counts as unreachable. */
const UNREACHABLE_AFTER = 2;

const INSTALL_AGAIN = 'install the app again and set SLACK_BOT_TOKEN';
const CHECK_APP_TOKEN = 'check SLACK_APP_TOKEN';
const REINSTALL = 'reinstall the app: manifest.yml names the scopes that it needs';

/**
 * @param receiver `open` if requests can be received, otherwise the reason
 * @param refusal Slack's code for refusing the socket
 */
export function slackHealth(
  receiver: string,
  refusal: string | null,
  standing: Pick<SlackStanding, 'outcome' | 'missingScopes'>,
): SlackHealth {
  const outcome = standing.outcome();
  const missingScopes = standing.missingScopes();
  const problem = receiver === 'open' ? problemOf(outcome) : receiver;
  return {
    connected: problem === null,
    detail: problem ?? 'connected',
    ...(receiver !== 'open' && refusal !== null && { code: refusal, todo: CHECK_APP_TOKEN }),
    ...(missingScopes.length > 0 && { missingScopes, todo: REINSTALL }),
    ...(outcome.kind === 'token-refused' && { code: outcome.code, todo: INSTALL_AGAIN }),
  };
}

function problemOf(outcome: SlackOutcome): string | null {
  if (outcome.kind === 'token-refused') return 'token refused';
  return outcome.kind === 'no-answer' && outcome.inARow >= UNREACHABLE_AFTER ? 'unreachable' : null;
}
