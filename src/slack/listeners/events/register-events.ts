import type { App } from '@slack/bolt';
import { EVENTS } from '../../questions/identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { appRemoved, tokensRevoked } from './app-removed.ts';
import { channelIdChanged, channelShared } from './channel-changes.ts';
import { homeOpened } from './home-opened.ts';
import { ownerLeft } from './owner-left.ts';

export function registerEvents(app: App, deps: ListenerDeps): void {
  app.event(EVENTS.homeOpened, homeOpened(deps));
  app.event(EVENTS.userChanged, ownerLeft(deps));
  app.event(EVENTS.channelIdChanged, channelIdChanged(deps));
  app.event(EVENTS.channelShared, channelShared(deps));
  app.event(EVENTS.appUninstalled, appRemoved(deps));
  app.event(EVENTS.tokensRevoked, tokensRevoked(deps));
}
