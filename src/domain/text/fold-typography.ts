/** Double quotation marks of every script and their forms for vertical text, and the double primes, which NFKC would split into two. */
const DOUBLE_QUOTES = /[«»“”„‟″‶‷❝❞⹂〝〞〟＂「」『』｢｣﹁﹂﹃﹄\u{1f676}\u{1f677}\u{1f678}]/gu;
/** Single quotation marks, apostrophes, primes and standalone accents (NFKC would replace U+00B4 by a space). */
const SINGLE_QUOTES = /[‘’‚‛‹›′‵`´ʹʻʼʽˈ❛❜＇՚]/gu;
/** Dashes of every script, the minus signs, the hyphen bullet and the swung dash. */
const DASHES = /[\p{Pd}\u2212\u2043\u2053\u02d7\u2796]/gu;
const COMMAS = /[\u3001\u060c\ufe45\u2e41]/gu;
const SEMICOLONS = /[\u061b\u204f]/gu;
const COLONS = /[\u2236\ua789\u02d0]/gu;
const SLASHES = /[\u2044\u2215]/gu;
const FULL_STOPS = /[\u3002\u06d4]/gu;
/** Byte-order mark, direction marks, joiners, zero-width spaces, soft hyphens, variation selectors. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const LINE_BREAKS = /\r\n?|[\u0085\p{Zl}\p{Zp}]/gu;
/** All spaces and control characters except the line feed. */
const SPACES = /[^\S\n]|(?!\n)\p{Cc}/gu;

/**
 * Replaces the typography of typed or pasted text by plain characters: straight quotes, `-`, ASCII spaces, digits and
 * letters of normal width (NFKC). Invisible characters are removed; line breaks become `\n`. Case and accents are kept.
 * Every parser and every comparison of names uses it.
 */
export function foldTypography(text: string): string {
  return text
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'")
    .normalize('NFKC')
    .replace(LINE_BREAKS, '\n')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(DASHES, '-')
    .replace(COMMAS, ',')
    .replace(SEMICOLONS, ';')
    .replace(COLONS, ':')
    .replace(SLASHES, '/')
    .replace(FULL_STOPS, '.');
}

/** Folds text, removes case and accents and collapses spaces, for comparing names. */
export function foldName(name: string): string {
  return foldTypography(name)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}
