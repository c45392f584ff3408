import { nameToEmoji } from 'gemoji';

/**
 * Emoji by Slack's names. Most names are GitHub's, but Slack has `large_green_circle` for `green_circle`, `flag-es` for
 * `es`, and `man-running` for `running_man`.
 */
export function emojiNames(): Record<string, string> {
  const names: Record<string, string> = { ...nameToEmoji, ...OWN };
  for (const [name, emoji] of Object.entries(nameToEmoji)) {
    const shape = /^(?:red|orange|yellow|green|blue|purple|brown)_(?:circle|square)$/.test(name);
    if (shape) names[`large_${name}`] ??= emoji;
    const flag = /^\p{RI}\p{RI}$/u.test(emoji) ? countryOf(emoji) : undefined;
    if (flag !== undefined) names[`flag-${flag}`] = emoji;
    const worker = /^(man|woman)_(.+)$/.exec(name);
    if (worker !== null) names[`${worker[1]}-${worker[2]}`] ??= emoji;
  }
  return names;
}

/** Slack's names that none of these rules derives from GitHub's. */
const OWN = {
  simple_smile: '🙂',
  large_blue_circle: '🔵',
  large_red_circle: '🔴',
  spiral_calendar_pad: '🗓️',
  double_vertical_bar: '⏸️',
  black_circle_for_record: '⏺️',
  headphone: '🎧',
} as const;

const FIRST_INDICATOR = 0x1f1e6;

/** The two letters of a flag's country. */
const countryOf = (flag: string): string =>
  Array.from(flag, (indicator) =>
    String.fromCodePoint((indicator.codePointAt(0) ?? 0) - FIRST_INDICATOR + 97),
  ).join('');
