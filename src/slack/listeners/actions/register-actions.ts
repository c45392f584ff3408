import type { App, BlockAction } from '@slack/bolt';
import { ACTIONS } from '../../questions/identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { askAboutAgent, askAboutFloor } from './askable.ts';
import { chooseFavourites } from './choose-favourites.ts';
import { confirmPlace } from './confirm-place.ts';
import { openLookUp, refreshHome } from './home-buttons.ts';
import { openAnswer } from './open-answer.ts';
import { refreshAnswer } from './refresh-answer.ts';
import { shareAnswer, shareConfirmed } from './share-answer.ts';
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
  const agent = askAboutAgent(deps);
  const floor = askAboutFloor(deps);
  app.action<BlockAction>(ACTIONS.refreshAgent, refreshAnswer(deps, agent));
  app.action<BlockAction>(ACTIONS.shareAgent, shareAnswer(deps, agent, ACTIONS.shareAgentConfirmed));
  app.action<BlockAction>(
    ACTIONS.shareAgentConfirmed,
    shareConfirmed(deps, agent, ACTIONS.shareAgentConfirmed),
  );
  app.action<BlockAction>(ACTIONS.lookUpAgent, openAnswer(deps, agent));
  app.action<BlockAction>(ACTIONS.refreshFloor, refreshAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.shareFloor, shareAnswer(deps, floor, ACTIONS.shareFloorConfirmed));
  app.action<BlockAction>(
    ACTIONS.shareFloorConfirmed,
    shareConfirmed(deps, floor, ACTIONS.shareFloorConfirmed),
  );
  app.action<BlockAction>(ACTIONS.openFloor, openAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.chooseQueue, openAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.chooseAgent, openAnswer(deps, agent));
  app.action<BlockAction>(ACTIONS.previousPage, refreshAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.nextPage, refreshAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.refreshHome, refreshHome(deps));
  app.action<BlockAction>(ACTIONS.openLookUp, openLookUp(deps));
  app.action<BlockAction>(ACTIONS.chooseFavourites, chooseFavourites(deps));
  app.action<BlockAction>(ACTIONS.summaryCsv, sendCsv(deps));
  app.action<BlockAction>(ACTIONS.summaryQueue, showQueue(deps));
  app.action<BlockAction>(ACTIONS.subscribe, newSubscription(deps));
  app.action<BlockAction>(ACTIONS.editSubscription, editSubscription(deps));
  app.action<BlockAction>(ACTIONS.confirmPlace, confirmPlace(deps));
  app.action<BlockAction>(ACTIONS.muteSubscription, muteSubscription(deps));
  app.action<BlockAction>(ACTIONS.pauseSubscription, changeSubscription(deps, 'pause'));
  app.action<BlockAction>(ACTIONS.resumeSubscription, changeSubscription(deps, 'resume'));
  app.action<BlockAction>(ACTIONS.sendSubscription, sendSubscription(deps));
  app.action<BlockAction>(ACTIONS.deleteSubscription, changeSubscription(deps, 'unsubscribe'));
  app.action<BlockAction>(UNKNOWN_ACTION, unknownButton(deps));
}
