/** C0 and C1 controls, which include line breaks. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/**
 * Marks that turn the direction of the text that follows them (Unicode TR9), and other invisible ones. The two
 * joiners stay: Persian and Indian names are spelt with them.
 */
const INVISIBLE = /[[\p{Cf}--[\u200c\u200d]]\u034f\u115f\u1160\u3164\uffa0]/gv;
const SOMETHING_VISIBLE = /[^\s\u200c\u200d]/u;
/** Half of a surrogate pair, which is not a character. */
const LONE_SURROGATE = /\p{Cs}/gu;
const BREAK = '\u200b';

/**
 * Text from outside (agent names, typed text) as one line without invisible characters. The line is safe in
 * `plain_text` with `emoji: false` and in rich text; for mrkdwn see {@link escapeMrkdwn}.
 */
export function sanitizeLine(text: string, max: number): string {
  const line = text
    .slice(0, max * 4)
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\ufffd');
  return SOMETHING_VISIBLE.test(line) ? truncate(line.replace(/\s+/gu, ' ').trim(), max) : '';
}

/** Cuts a text to at most `max` UTF-16 code units, never within a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1)).replace(/[\ud800-\udbff]$/u, '');
  return `${cut}…`;
}

/**
 * Characters that Slack may read as markup. A colon in a time, a full stop in a decimal and an underscore inside a word
 * are not among them: a name such as `VDN_ID` can be copied as it is.
 */
const ACTIVE =
  /[*~`@|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?!\s|\d\d(?!\d)|$)|(?<=\w)\.(?=[A-Za-z_])|(?<=[A-Za-z_])\.(?=\w)/gu;

/**
 * Makes a text literal in mrkdwn: escapes Slack's entities, and adds a zero-width space after each character that could
 * format, mention, or make an emoji or a link.
 */
export function escapeMrkdwn(text: string): string {
  return escapeEntities(text).replace(ACTIVE, `$&${BREAK}`);
}

/** Slack's formatting rules name these three escapes. */
function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
