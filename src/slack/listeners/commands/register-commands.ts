import type { App } from '@slack/bolt';
import { COMMANDS } from '../../questions/identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { agentCommand } from './agent.ts';
import { floorCommand } from './floor.ts';
import { queueCommand } from './queue.ts';
import { UNKNOWN_COMMAND, unknownCommand } from './unknown-command.ts';

export function registerCommands(app: App, deps: ListenerDeps): void {
  app.command(COMMANDS.agent, agentCommand(deps));
  app.command(COMMANDS.queue, queueCommand(deps));
  app.command(COMMANDS.floor, floorCommand(deps));
  app.command(UNKNOWN_COMMAND, unknownCommand(deps));
}
