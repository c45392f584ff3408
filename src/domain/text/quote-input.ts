const LONGEST_ECHO = 40;

/** Shortens typed text for quoting it in an answer, without splitting a character. */
export function quoteInput(typed: string): string {
  if (typed.length <= LONGEST_ECHO) return typed;
  return `${typed.slice(0, LONGEST_ECHO).replace(/[\ud800-\udbff]$/u, '')}…`;
}
