import { HELP, NOW, parseFloorCommand } from '../../../src/domain/commands/floor-command.ts';
import type { FloorCommandProblem } from '../../../src/domain/commands/parsed-verb.ts';
import { AVAILABLE, BREAK, NOT_READY, WRAP_UP } from '../../../src/domain/commands/state-verbs.ts';
import { SUBSCRIBE } from '../../../src/domain/commands/subscribe-command.ts';
import {
  PAUSE,
  RESUME,
  SEND,
  SUBSCRIPTIONS,
  UNSUBSCRIBE,
} from '../../../src/domain/commands/subscription-verbs.ts';
import { SUMMARY } from '../../../src/domain/commands/summary-command.ts';
import { COMMAND_TABLE } from '../../../src/slack/listeners/commands/commands.ts';

const VERBS = [
  NOW,
  BREAK,
  WRAP_UP,
  NOT_READY,
  AVAILABLE,
  SUMMARY,
  SUBSCRIBE,
  SUBSCRIPTIONS,
  PAUSE,
  RESUME,
  UNSUBSCRIBE,
  SEND,
  HELP,
] as const;

type Parsed = ReturnType<(typeof VERBS)[number]['parse']>;

/** Parses the text after `/floor` with the bot's verbs. */
export function parseFloor(text: string) {
  const parsed = parseFloorCommand<Extract<Parsed, { kind: 'understood' }>['command'], FloorCommandProblem>(
    text,
    VERBS,
  );
  return parsed.kind === 'understood' ? parsed.command : parsed;
}

/** The help of all commands, as App Home shows it. */
export const HELP_FORMS = COMMAND_TABLE.flatMap(({ help }) => help.forms);
