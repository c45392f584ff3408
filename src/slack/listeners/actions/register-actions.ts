import type { App, BlockAction } from '@slack/bolt';
import { ACTIONS } from '../../identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { askAboutAgent, askAboutFloor } from './askable.ts';
import { chooseFavourites } from './choose-favourites.ts';
import { openLookUp, refreshHome } from './home-buttons.ts';
import { openAnswer } from './open-answer.ts';
import { refreshAnswer } from './refresh-answer.ts';
import { shareAnswer } from './share-answer.ts';
import { UNKNOWN_ACTION, unknownButton } from './unknown-button.ts';

export function registerActions(app: App, deps: ListenerDeps): void {
  const agent = askAboutAgent(deps);
  const floor = askAboutFloor(deps);
  app.action<BlockAction>(ACTIONS.refreshAgent, refreshAnswer(deps, agent));
  app.action<BlockAction>(ACTIONS.shareAgent, shareAnswer(deps, agent));
  app.action<BlockAction>(ACTIONS.lookUpAgent, openAnswer(deps, agent));
  app.action<BlockAction>(ACTIONS.refreshFloor, refreshAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.shareFloor, shareAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.openFloor, openAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.chooseQueue, openAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.previousPage, refreshAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.nextPage, refreshAnswer(deps, floor));
  app.action<BlockAction>(ACTIONS.refreshHome, refreshHome(deps));
  app.action<BlockAction>(ACTIONS.openLookUp, openLookUp(deps));
  app.action<BlockAction>(ACTIONS.chooseFavourites, chooseFavourites(deps));
  app.action<BlockAction>(UNKNOWN_ACTION, unknownButton(deps));
}
