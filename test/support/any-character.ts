import * as fc from 'fast-check';

/**
 * Any character that Unicode has, as a unit of `fc.string`. fast-check's own unit `binary` makes a map of all of them when
 * the first string is described, which takes a second of each worker.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
    { weight: 2, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((codePoint) => String.fromCodePoint(codePoint));
