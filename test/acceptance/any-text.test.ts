import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { NONSENSE } from '../support/bots/ask-in-time.ts';
import { CHANNEL, MODES, PEOPLE, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';
import { anyCharacter } from '../support/properties/any-character.ts';

const TEXTS = wholeOr(10_000, 160);
/**
 * Number of concurrent commands. It is low, so that a late acknowledgement means a slow bot, not a busy test process.
 */
const CONCURRENT_COMMANDS = 20;

/** Texts that people and machines type: near misses, other scripts, markup, JavaScript's own names, and noise. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: anyCharacter, maxLength: 200 }),
  fc.constantFrom(
    '0',
    '100',
    '1000000',
    '1e3',
    '0x65',
    '١٠٩٩',
    'constructor',
    '__proto__',
    '<@U1|x>',
    '<#C1>',
    '<!channel>',
    '*1099*',
    '`1099`',
    '1099;stats',
    '\u202e9901',
    '1099\u200b',
    '"1099"',
    '<http://x|1099>',
  ),
  fc
    .tuple(fc.constantFrom('1099', '#1099', 'agent 1099', '12', 'x'), fc.string({ maxLength: 12 }))
    .map((parts) => parts.join(' ')),
  fc.string({ minLength: 3_000, maxLength: 4_000 }),
);

/** Each mode gets half of the texts. */
const CASES = MODES.flatMap((mode, half) => [
  { command: '/agent', mode, half, count: TEXTS / 2 },
  { command: '/queue', mode, half, count: TEXTS / 20 },
  { command: '/floor', mode, half, count: TEXTS / 20 },
]);

it.each(CASES)(
  'after $command, in $mode mode, answers each of $count texts with words, whatever is typed',
  { timeout: 600_000 },
  async ({ command, mode, half, count }) => {
    await using bot = await startRunningBot({ mode });
    const person = bot.workspace.as(PEOPLE.supervisor);
    const both = fc.sample(anyText, { numRuns: 2 * count, seed: 1099 });
    const texts = both.slice(half * count, (half + 1) * count);
    for (let start = 0; start < texts.length; start += CONCURRENT_COMMANDS) {
      const { seq } = bot.workspace;
      const batch = texts.slice(start, start + CONCURRENT_COMMANDS);
      const reports = await Promise.all(batch.map((text) => person.command(CHANNEL, command, text)));
      for (const [index, report] of reports.entries())
        expect({ text: batch[index], acked: report.acked }).toEqual({ text: batch[index], acked: true });
      let answers = 0;
      await bot.workspace.next((event) => event.type === 'ephemeral_posted' && ++answers === batch.length, {
        since: seq,
        timeoutMs: 60_000,
      });
    }
    const answers = person.messages(CHANNEL);
    expect(answers.length).toBe(count);
    for (const answer of answers) expect(`${textOf(answer)}${answer.text}`).not.toMatch(NONSENSE);
    const outside = bot.simulator.requests
      .all()
      .filter(({ agentId }) => agentId !== undefined && (agentId < 101 || agentId > 999_999));
    expect(outside).toEqual([]);
    expect(bot.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  },
);
