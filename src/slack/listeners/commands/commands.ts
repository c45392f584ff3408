import { AGENT_COMMAND } from './agent.ts';
import type { Command } from './command.ts';
import { floorCommand, NOW_VERB } from './floor.ts';
import { QUEUE_COMMAND } from './queue.ts';
import { STATE_VERBS } from './state-verbs.ts';
import { SUMMARY_VERBS } from './summary-verbs.ts';

/** Every command and every verb of `/floor`, in the order of the help. */
export const COMMAND_TABLE: readonly Command[] = [
  AGENT_COMMAND,
  QUEUE_COMMAND,
  floorCommand([NOW_VERB, ...STATE_VERBS, ...SUMMARY_VERBS]),
];
