import { expect } from 'vitest';
import { budget, eventually, expectWithin } from '../clocks/budget.ts';
import { type RunningBot, textOf } from './running-bot.ts';

/** Maximum time from a command to its answer, in milliseconds. */
const ANSWER_MAX_MS = 4_000;
/** Maximum time of recovery after a fault, in milliseconds: the pause of a failing upstream, and a few attempts. */
const RECOVERY_MAX_MS = 5_000;
export const NONSENSE = /undefined|NaN|\[object|\bat .*\.ts:\d+|Error:/;

/** Asks `/agent` once, and checks that the answer comes in time and has words, whatever is broken. */
export async function askInTime(bot: RunningBot, text: string): Promise<string> {
  const begun = performance.now();
  const message = await bot.ask('/agent', text);
  expectWithin(ANSWER_MAX_MS, begun);
  const answer = `${textOf(message)}\n${message.text}`;
  expect(answer).not.toMatch(NONSENSE);
  return answer;
}

/** Asks as {@link askInTime} does until the answer has all expected parts, because a failed upstream is paused. */
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
    { timeout: budget(RECOVERY_MAX_MS), interval: 100 },
  );
  // A late answer fails the test even if the next one is in time.
  await Promise.all(answers);
  return answer;
}
