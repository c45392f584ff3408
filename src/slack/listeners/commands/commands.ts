import type { ListenerDeps } from '../deps.ts';
import { agentCommand } from './agent.ts';
import type { Command } from './command.ts';
import { floorCommand, nowVerb } from './floor.ts';
import { queueCommand } from './queue.ts';
import { summaryVerbs } from './summary-verbs.ts';

/** Every command and every verb of `/floor`, in the order of the help. */
export function createCommands(deps: CommandDeps): readonly Command[] {
  return [agentCommand(deps), queueCommand(deps), floorCommand([nowVerb(deps), ...summaryVerbs(deps)])];
}

export type CommandDeps = Pick<
  ListenerDeps,
  'moment' | 'queries' | 'reports' | 'subscriptionForms' | 'subscriptions' | 'timeZone'
>;
