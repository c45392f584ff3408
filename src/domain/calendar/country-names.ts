import { foldName } from '../text/fold-typography.ts';

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** English country names of the runtime, folded. */
const NAMES: ReadonlySet<string> = namesOfRuntime();

/** Returns true if a country has this name, ignoring case and accents. */
export function isCountry(typed: string): boolean {
  return NAMES.has(foldName(typed));
}

function namesOfRuntime(): Set<string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return new Set(codes.map((code) => foldName(names.of(code) ?? '')).filter(Boolean));
}
