import type { App } from '@slack/bolt';
import { SUGGESTIONS } from '../../questions/identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { queueMenu, zoneMenu } from './subscription-menus.ts';
import { suggestQueuesFor } from './suggest-queues.ts';

export function registerOptions(app: App, deps: ListenerDeps): void {
  app.options(SUGGESTIONS.queues, suggestQueuesFor(deps));
  app.options(SUGGESTIONS.subscriptionQueues, queueMenu(deps));
  app.options(SUGGESTIONS.subscriptionZone, zoneMenu(deps));
}
