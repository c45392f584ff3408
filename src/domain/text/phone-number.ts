/** Separators between groups of digits. A line break separates two numbers. */
const GAP = String.raw`[ \t\u00a0\u202f.\u2011-]`;

const DATE = String.raw`\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)`;

/** Notations of phone numbers. After the word `agents` the same digits are a list of ids. */
const SHAPES = [
  // A country code, however the rest is grouped: +34 600 123 456, +1 (555) 123-4567, 0034600123456
  String.raw`(?:\+|(?<![\w.,])00(?=[1-9]))\d(?:(?:${GAP}|[()]){0,2}\d){6,14}`,
  // An area code in brackets: (555) 123-4567, (0171) 123456
  String.raw`\((?:0\d{1,4}|\d{2,3})\)${GAP}?(?=(?:\d${GAP}?){6})\d{2,8}(?:${GAP}\d{2,4}){0,3}`,
  // A zero in front: 020 7946 0958, 06 12 34 56 78, 0171/123456
  String.raw`(?<![\w.,:/-])(?!${DATE})(?=(?:\d(?:${GAP}|/)?){9})0\d{1,4}(?:(?:${GAP}|/)\d{2,8}){1,4}(?!\w)`,
  // 600 123 456, 555-123-4567, 8 800 555 35 35, 912 34 56 78, 138 0013 8000
  String.raw`(?<![\w.,:/-]|\d${GAP}|\bagents:? )(?!${DATE})(?:(?:\d${GAP})?\d{2,3}(?:${GAP}\d{3}${GAP}(?:\d{3,4}|\d\d${GAP}\d\d)|(?:${GAP}\d\d){3})|1\d\d(?:${GAP}\d{4}){2})(?!\w|${GAP}?\d)`,
  // 555-1234
  String.raw`(?<![\w.,:/-])\d{3}-\d{4}(?![\w-])`,
  // All in one: too long for anything else that people look up
  String.raw`(?<![\w.])\d{8,15}(?!\w)`,
];
const PHONE_NUMBER = new RegExp(SHAPES.join('|'), 'giu');

/** Replaces all phone numbers in a text, so that no part of one is read as another number. */
export function replacePhoneNumbers(text: string, replacement: string): string {
  return text.replace(PHONE_NUMBER, () => replacement);
}
