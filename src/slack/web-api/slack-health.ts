import type { SlackOutcome, SlackStanding } from './slack-standing.ts';

/** How the connection to Slack is, for `/readyz`. */
export interface SlackHealth {
  /** Commands can come in and be answered. */
  readonly connected: boolean;
  readonly detail: string;
  /** Why Slack does not take the bot's token, in Slack's own word. */
  readonly code?: string;
  /** Scopes that the installed app lacks; only where it lacks some. */
  readonly missingScopes?: readonly string[];
  /** What a person has to do, where something is to be done. */
  readonly todo?: string;
}

/** One call that Slack does not answer says little; two in a row say that answers fail. */
const UNREACHABLE_AFTER = 2;

const INSTALL_AGAIN = 'install the app again and set SLACK_BOT_TOKEN';
const CHECK_APP_TOKEN = 'check SLACK_APP_TOKEN';
const REINSTALL = 'reinstall the app: manifest.yml names the scopes that it needs';

/**
 * @param entrance `open`: Slack's requests come in. Otherwise the reason why they do not.
 * @param refusal Slack's word for why it lets us open no socket
 */
export function slackHealth(
  entrance: string,
  refusal: string | null,
  standing: Pick<SlackStanding, 'outcome' | 'missingScopes'>,
): SlackHealth {
  const outcome = standing.outcome();
  const missingScopes = standing.missingScopes();
  const trouble = entrance === 'open' ? troubleOf(outcome) : entrance;
  return {
    connected: trouble === null,
    detail: trouble ?? 'connected',
    ...(entrance !== 'open' && refusal !== null && { code: refusal, todo: CHECK_APP_TOKEN }),
    ...(missingScopes.length > 0 && { missingScopes, todo: REINSTALL }),
    ...(outcome.kind === 'token-refused' && { code: outcome.code, todo: INSTALL_AGAIN }),
  };
}

function troubleOf(outcome: SlackOutcome): string | null {
  if (outcome.kind === 'token-refused') return 'token refused';
  return outcome.kind === 'no-answer' && outcome.inARow >= UNREACHABLE_AFTER ? 'unreachable' : null;
}
