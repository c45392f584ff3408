import type {
  AgentCommandProblem,
  AgentView,
  UnclearAgentCommand,
} from '../../domain/commands/agent-command.ts';
import { AGENT_ID_RANGE } from '../../domain/floor/agent-id.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { TYPED_TEXT_MAX } from '../block-kit/name-lengths.ts';
import { code, listOf, plainWords, type Sentence } from '../block-kit/sentence.ts';

const HELP = '/agent help';

/** Explains the problem of an unclear `/agent …`, with the nearest command or an example. */
export function unclearCommand({ problem, suggestion, isExample }: UnclearAgentCommand): Sentence[] {
  if (isExample) {
    const example = code(suggestion);
    return [
      whatIsUnclear(problem),
      ['For example: ', example, '. Everything that can be asked: ', code(HELP), '.'],
    ];
  }
  return [
    whatIsUnclear(problem),
    ['Try ', code(suggestion), ' or, for everything that can be asked, ', code(HELP), '.'],
  ];
}

function whatIsUnclear(problem: AgentCommandProblem): Sentence {
  switch (problem.kind) {
    case 'no-agent':
      return [`I understood that you want ${viewInWords(problem.view)}, but not of which agent.`];
    case 'phone-number':
      return [
        `I neither look people up by a phone number nor repeat one. An agent id is a number from ${AGENT_ID_RANGE}.`,
      ];
    case 'not-an-id':
      return [`I read ${quoted(problem.typed)} where an agent id belongs: a number from ${AGENT_ID_RANGE}.`];
    case 'out-of-range':
      return [
        `${quoted(problem.typed)} is not an agent id. They run from ${AGENT_ID_RANGE}, written in digits alone, without a zero in front.`,
      ];
    case 'not-a-view':
      return [
        `I understood agent ${problem.agentId}, but not ${quoted(problem.typed)}. After the id comes nothing, `,
        code('stats'),
        ', ',
        code('state'),
        ' or ',
        code('calls'),
        '.',
      ];
    case 'too-much':
      return [
        `I understood ${viewInWords(problem.view)} of agent ${problem.agentId}, but not ${quoted(problem.typed)} after it.`,
      ];
    case 'several-agents':
      return [`I can look up one agent at a time, and read ${listOf(problem.agentIds.map(String), 5)}.`];
  }
}

/** Explains why the text in the field of the look-up form is no agent id. */
export function unclearField(problem: AgentCommandProblem | null): string {
  if (problem === null) return `Type the agent's number, for example 1099.`;
  return plainWords([whatIsUnclear(problem)]);
}

function viewInWords(view: AgentView): string {
  switch (view) {
    case 'card':
      return 'everything';
    case 'stats':
      return 'the call statistics';
    case 'state':
      return 'the state';
    case 'calls':
      return 'the calls';
  }
}

/** The answer to a command that the installed app offers and Floorwalker does not have. */
export function unknownCommandReply(typed: string, commands: readonly string[]): Sentence[] {
  const forms = commands.flatMap((command, index): Sentence => {
    const between = index === commands.length - 1 ? ' or ' : ', ';
    return [...(index === 0 ? [] : [between]), code(`${command} help`)];
  });
  return [
    [`Floorwalker has no command ${quoted(typed)}. Type `, ...forms, ' to see what can be asked.'],
    ['Tell whoever runs Floorwalker: the commands of the installed app differ from those in manifest.yml.'],
  ];
}

export function quoted(typed: string): string {
  const text = sanitizeLine(typed, TYPED_TEXT_MAX);
  return text === '' ? 'something that cannot be shown' : `“${text}”`;
}
