import { expect } from 'vitest';
import { budget, eventually, expectWithin } from '../clocks/budget.ts';
import { type RunningBot, textOf } from './running-bot.ts';

/** What a person may wait for, from Enter to words. */
const PATIENCE_MS = 4_000;
/** How soon the bot is itself again once a fault is gone: the pause of a failing upstream, and a few tries. */
const RECOVERY_MS = 5_000;
export const NONSENSE = /undefined|NaN|\[object|\bat .*\.ts:\d+|Error:/;

/** Asks `/agent` once. Whatever is broken, the answer comes in time and is in words. */
export async function askInTime(bot: RunningBot, text: string): Promise<string> {
  const begun = performance.now();
  const message = await bot.ask('/agent', text);
  expectWithin(PATIENCE_MS, begun);
  const answer = `${textOf(message)}\n${message.text}`;
  expect(answer).not.toMatch(NONSENSE);
  return answer;
}

/** Asks until the answer has all that is expected, each time as {@link askInTime} does: an upstream that failed is paused. */
export async function answeredInTime(bot: RunningBot, text: string, ...expected: RegExp[]): Promise<string> {
  const answers: Promise<string>[] = [];
  const answer = await eventually(
    async () => {
      const asked = askInTime(bot, text);
      answers.push(asked);
      const words = await asked;
      for (const part of expected) expect(words).toMatch(part);
      return words;
    },
    { timeout: budget(RECOVERY_MS), interval: 50 },
  );
  // One that came too late is not made good by the next.
  await Promise.all(answers);
  return answer;
}
