export const POST_REFUSALS = [
  'not-in-channel',
  'channel-not-found',
  'channel-archived',
  'posting-restricted',
  'channel-shared',
  'missing-scope',
  'token-revoked',
] as const;

/** Why Slack refuses posts to a channel until a person acts. */
export type PostRefusal = (typeof POST_REFUSALS)[number];

export function isPostRefusal(reason: string): reason is PostRefusal {
  return POST_REFUSALS.some((refusal) => refusal === reason);
}
