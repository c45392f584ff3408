const LONGEST_ECHO = 40;

/** What a person typed, short enough to be said back; never half of a character. */
export function echo(typed: string): string {
  if (typed.length <= LONGEST_ECHO) return typed;
  return `${typed.slice(0, LONGEST_ECHO).replace(/[\ud800-\udbff]$/u, '')}…`;
}
