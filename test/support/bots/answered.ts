import { eventually } from '../clocks/budget.ts';
import { type RunningBot, textOf } from './running-bot.ts';

/** Asks until the answer is as expected, because a sign-in or the pause of a failed upstream may delay it. */
export async function answered(bot: RunningBot, text: string, expected: RegExp): Promise<string> {
  return eventually(
    async () => {
      const answer = textOf(await bot.ask('/agent', text));
      if (!expected.test(answer)) throw new Error(`expected ${expected} in ${answer}`);
      return answer;
    },
    { interval: 100 },
  );
}
