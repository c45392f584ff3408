import type { App } from '@slack/bolt';
import { SHORTCUTS } from '../../questions/identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { lookUpAgent } from './look-up-agent.ts';
import { lookUpAgentsInMessage } from './look-up-agents-in-message.ts';

export function registerShortcuts(app: App, deps: ListenerDeps): void {
  app.shortcut({ callback_id: SHORTCUTS.lookUpAgent, type: 'shortcut' }, lookUpAgent(deps));
  app.shortcut(
    { callback_id: SHORTCUTS.lookUpAgentsInMessage, type: 'message_action' },
    lookUpAgentsInMessage(deps),
  );
}
