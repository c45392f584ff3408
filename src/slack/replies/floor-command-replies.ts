import { quoted } from './command-replies.ts';
import type { Sentence } from './sentence.ts';

/** What was understood of an unclear `/floor …`. */
export function unclearFloor(typed: string): Sentence[] {
  return [
    [`I do not know what to do with ${quoted(typed)} after /floor.`],
    ['Try ', { code: '/floor now' }, ' or, for everything that can be asked, ', { code: '/floor help' }, '.'],
  ];
}
