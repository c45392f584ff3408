import { expect, test } from 'vitest';
import { PEOPLE, startRunningBot } from '../support/bots/running-bot.ts';

const MAX_REQUESTS = 20;
const WINDOW_MS = 1_000;
/** Rounding of timers and of instants to whole milliseconds. */
const ROUNDING_MS = 5;
const AGENTS = Array.from({ length: 30 }, (_, index) => 1001 + index);

test('the CMS receives at most 20 requests in any second, whatever people ask', async () => {
  await using bot = await startRunningBot({
    env: {
      GATEWAY_URL: undefined,
      GATEWAY_AGENT_ID: undefined,
      GATEWAY_PASSWORD: undefined,
      GATEWAY_PHONE: undefined,
    },
    timing: { cmsRateLimit: { requests: MAX_REQUESTS, perMs: WINDOW_MS } },
  });
  const answers = await Promise.all(AGENTS.map((id) => bot.ask('/agent', `${id} stats`, PEOPLE.supervisor)));
  expect(answers).toHaveLength(AGENTS.length);
  const arrivals = bot.simulator.requests.of('cms').map(({ receivedAt }) => receivedAt);
  expect(arrivals.length).toBeGreaterThan(MAX_REQUESTS);
  const crowded = arrivals.filter(
    (at, index) =>
      at - (arrivals[index - MAX_REQUESTS] ?? Number.NEGATIVE_INFINITY) < WINDOW_MS - ROUNDING_MS,
  );
  expect(crowded).toEqual([]);
});
