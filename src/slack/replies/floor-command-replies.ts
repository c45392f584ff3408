import type { FloorCommandProblem } from '../../domain/commands/parsed-verb.ts';
import { FORMAT } from '../block-kit/format.ts';
import { code, type Sentence } from '../block-kit/sentence.ts';
import { quoted } from './command-replies.ts';

const HELP = '/floor help';

/** Explains the problem of an unclear `/floor …`, with the nearest command. */
export function unclearFloorCommand(problem: Sentence, suggestion: string | null): Sentence[] {
  if (suggestion === null || suggestion === HELP) return [problem, ['All commands: ', code(HELP), '.']];
  return [problem, ['Try ', code(suggestion), ', or ', code(HELP), '.']];
}

export function notACommand(typed: string, verbs: readonly string[]): Sentence {
  return [`I do not know ${quoted(typed)}. After /floor comes ${FORMAT.list(verbs, verbs.length)}.`];
}

export function floorProblem(problem: FloorCommandProblem): Sentence {
  switch (problem.kind) {
    case 'too-much':
      return [`I understood ${problem.command}, but not ${quoted(problem.typed)} after it.`];
    case 'no-number':
      return [
        `I understood ${problem.command}, but not which subscription. `,
        code('/floor subscriptions'),
        ' shows their numbers.',
      ];
    case 'not-a-number':
      return [
        `${quoted(problem.typed)} is not the number of a subscription. `,
        code('/floor subscriptions'),
        ' shows their numbers.',
      ];
    case 'not-a-day':
      return [`${quoted(problem.typed)} is not a day: today, yesterday or a date like 2026-11-19.`];
    case 'not-a-duration':
      return [`${quoted(problem.typed)} is not a duration up to a day: 15m, 90m and 1h are.`];
    case 'not-a-time':
      return [`${quoted(problem.typed)} is not a time of day: 18:00, 9:30 or 6pm are.`];
    case 'not-days':
      return [`I did not understand ${quoted(problem.typed)}: days are mon-fri, weekends or mon,thu.`];
    case 'not-a-zone':
      return notAZone(problem);
    case 'not-a-channel':
      return [`${quoted(problem.typed)} is not a channel: it is written like #ops.`];
    case 'nothing-after':
      return [`After “${problem.word}” something is missing.`];
  }
}

/** Abbreviations and offsets are rejected because they are ambiguous or have no daylight saving time. */
function notAZone({ typed, nearest }: { readonly typed: string; readonly nearest: string | null }): Sentence {
  return nearest === null
    ? [`${quoted(typed)} is not a time zone. Name a region, such as Europe/Madrid or Asia/Kolkata.`]
    : [`${quoted(typed)} is not the name of a time zone. Do you mean ${nearest}?`];
}
