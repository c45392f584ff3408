import { HELP, NOW, parseFloorCommand } from '../../../domain/commands/floor-command.ts';
import { floorAnswer } from '../../answers/floor-answer.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { helpMessage } from '../../blocks/help.ts';
import { COMMANDS } from '../../questions/identifiers.ts';
import { unescapeKeepingChannels } from '../../questions/unescape-command-text.ts';
import { floorProblem, notACommand, unclearFloorCommand } from '../../replies/floor-command-replies.ts';
import { FLOOR_FORMS, FLOOR_HELP, type Help } from '../../replies/help-replies.ts';
import type { Command } from './command.ts';
import { type FloorVerb, floorVerb } from './floor-verb.ts';

/** `/floor`, with all its verbs; `help` is added to them. */
export function floorCommand(verbs: readonly [FloorVerb, ...FloorVerb[]]): Command {
  const forms = [...verbs.flatMap((verb) => verb.help), ...FLOOR_FORMS.help];
  const help: Help = { ...FLOOR_HELP, forms };
  const all = [...verbs, helpVerb(help)] as const;
  return {
    name: COMMANDS.floor,
    help,
    async answer(request) {
      const parsed = parseFloorCommand(unescapeKeepingChannels(request.text), all);
      if (parsed.kind === 'understood') return parsed.command(request);
      const problem =
        parsed.problem.kind === 'not-a-command'
          ? notACommand(
              parsed.problem.typed,
              all.map(({ name }) => name),
            )
          : parsed.problem.sentence;
      return sentencesMessage(unclearFloorCommand(problem, parsed.suggestion));
    },
  };
}

export const NOW_VERB: FloorVerb = floorVerb({
  ...NOW,
  help: FLOOR_FORMS.now,
  explain: floorProblem,
  answer: async (_command, { centre, access }) =>
    (await floorAnswer(centre, await access(), { kind: 'floor' }, 'ephemeral-in-channel')).message,
});

function helpVerb(help: Help): FloorVerb {
  return floorVerb({
    ...HELP,
    help: FLOOR_FORMS.help,
    explain: floorProblem,
    answer: async () => helpMessage(help),
  });
}
