import type { App } from '@slack/bolt';
import { EVENTS } from '../../identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { homeOpened } from './home-opened.ts';
import { ownerLeft } from './owner-left.ts';

export function registerEvents(app: App, deps: ListenerDeps): void {
  app.event(EVENTS.homeOpened, homeOpened(deps));
  app.event(EVENTS.userChanged, ownerLeft(deps));
}
