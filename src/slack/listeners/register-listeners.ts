import type { App } from '@slack/bolt';
import { registerActions } from './actions/register-actions.ts';
import { registerCommands } from './commands/register-commands.ts';
import type { ListenerDeps } from './deps.ts';
import { registerEvents } from './events/register-events.ts';
import { registerOptions } from './options/register-options.ts';
import { registerShortcuts } from './shortcuts/register-shortcuts.ts';
import { registerViews } from './views/register-views.ts';

export function registerListeners(app: App, deps: ListenerDeps): void {
  registerCommands(app, deps);
  registerShortcuts(app, deps);
  registerActions(app, deps);
  registerViews(app, deps);
  registerOptions(app, deps);
  registerEvents(app, deps);
}
