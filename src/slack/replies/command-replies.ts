import type {
  AgentCommandProblem,
  AgentView,
  UnclearAgentCommand,
} from '../../domain/commands/agent-command.ts';
import { AGENT_ID_RANGE } from '../../domain/floor/agent-id.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { TYPED_TEXT_MAX } from '../block-kit/name-lengths.ts';
import { code, plainWords, type Sentence } from '../block-kit/sentence.ts';

const HELP = '/agent help';

/** Explains the problem of an unclear `/agent …`, with the nearest command or an example. */
export function unclearCommand({ problem, suggestion, isExample }: UnclearAgentCommand): Sentence[] {
  if (isExample) {
    const example = code(suggestion);
    return [whatIsUnclear(problem), ['For example: ', example, '. All commands: ', code(HELP), '.']];
  }
  return [whatIsUnclear(problem), ['Try ', code(suggestion), ', or ', code(HELP), '.']];
}

function whatIsUnclear(problem: AgentCommandProblem): Sentence {
  switch (problem.kind) {
    case 'no-agent':
      return [`I understood that you want ${viewInWords(problem.view)}, but not of which agent.`];
    case 'phone-number':
      return [`Phone numbers are not supported. Use the agent id, a number from ${AGENT_ID_RANGE}.`];
    case 'not-an-id':
      return [`${quoted(problem.typed)} is not an agent id: a number from ${AGENT_ID_RANGE}.`];
    case 'out-of-range':
      return [
        `${quoted(problem.typed)} is not an agent id: a number from ${AGENT_ID_RANGE}, in digits only, without a leading zero.`,
      ];
    case 'not-a-view':
      return [
        `Unknown option ${quoted(problem.typed)} for agent ${problem.agentId}. Use: `,
        code('stats'),
        ', ',
        code('state'),
        ' or ',
        code('calls'),
        '.',
      ];
    case 'too-much':
      return [
        `Unknown option ${quoted(problem.typed)} after `,
        code(`/agent ${problem.agentId}${problem.view === 'card' ? '' : ` ${problem.view}`}`),
        '.',
      ];
    case 'several-agents':
      return [`I can look up one agent at a time, and read ${FORMAT.list(problem.agentIds.map(String), 5)}.`];
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
    ['Tell your Floorwalker admin: the commands of the installed app differ from those in manifest.yml.'],
  ];
}

export function quoted(typed: string): string {
  const text = sanitizeLine(typed, TYPED_TEXT_MAX);
  return text === '' ? 'something that cannot be shown' : `“${text}”`;
}
