import type { App } from '@slack/bolt';
import { MENUS } from '../../identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { queueMenu, zoneMenu } from './subscription-menus.ts';

export function registerOptions(app: App, deps: ListenerDeps): void {
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: MENUS.queues }, queueMenu(deps));
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: MENUS.zone }, zoneMenu(deps));
}
