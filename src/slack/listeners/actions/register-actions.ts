import type { App, BlockAction } from '@slack/bolt';
import { ACTIONS } from '../../identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { openLookUp, refreshHome } from './home-buttons.ts';
import { openAgent } from './open-agent.ts';
import { refreshAgent } from './refresh-agent.ts';
import { shareAgent } from './share-agent.ts';
import {
  changeSubscription,
  editSubscription,
  muteSubscription,
  newSubscription,
  sendSubscription,
} from './subscription-buttons.ts';
import { sendCsv, showQueue } from './summary-buttons.ts';
import { UNKNOWN_ACTION, unknownButton } from './unknown-button.ts';

export function registerActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(ACTIONS.refreshAgent, refreshAgent(deps));
  app.action<BlockAction>(ACTIONS.shareAgent, shareAgent(deps));
  app.action<BlockAction>(ACTIONS.lookUpAgent, openAgent(deps));
  app.action<BlockAction>(ACTIONS.refreshHome, refreshHome(deps));
  app.action<BlockAction>(ACTIONS.openLookUp, openLookUp(deps));
  app.action<BlockAction>(ACTIONS.summaryCsv, sendCsv(deps));
  app.action<BlockAction>(ACTIONS.summaryQueue, showQueue(deps));
  app.action<BlockAction>(ACTIONS.subscribe, newSubscription(deps));
  app.action<BlockAction>(ACTIONS.editSubscription, editSubscription(deps));
  app.action<BlockAction>(ACTIONS.muteSubscription, muteSubscription(deps));
  app.action<BlockAction>(ACTIONS.pauseSubscription, changeSubscription(deps, 'pause'));
  app.action<BlockAction>(ACTIONS.resumeSubscription, changeSubscription(deps, 'resume'));
  app.action<BlockAction>(ACTIONS.sendSubscription, sendSubscription(deps));
  app.action<BlockAction>(ACTIONS.deleteSubscription, changeSubscription(deps, 'unsubscribe'));
  app.action<BlockAction>(UNKNOWN_ACTION, unknownButton(deps));
}
