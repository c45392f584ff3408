const QUOTE_MAX = 40;

/** Shortens typed text for quoting it in an answer, without splitting a character. */
export function quoteInput(typed: string): string {
  if (typed.length <= QUOTE_MAX) return typed;
  return `${typed.slice(0, QUOTE_MAX).replace(/[\ud800-\udbff]$/u, '')}…`;
}
