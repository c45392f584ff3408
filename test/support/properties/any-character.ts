import * as fc from 'fast-check';

/**
 * Any Unicode character, as a unit of `fc.string`. fast-check's own unit `binary` builds a map of all characters for
 * the first string, which takes each worker a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
    { weight: 2, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((codePoint) => String.fromCodePoint(codePoint));
