import type { App, BlockAction } from '@slack/bolt';
import { ACTIONS, EVENTS, SHORTCUTS, SUGGESTIONS, VIEWS } from '../questions/identifiers.ts';
import { confirmChannel } from './actions/confirm-channel.ts';
import { chooseFavourites, openLookUp, refreshHome } from './actions/home-buttons.ts';
import { openAnswer } from './actions/open-answer.ts';
import { AGENT, FLOOR } from './actions/query-kind.ts';
import { refreshAnswer } from './actions/refresh-answer.ts';
import { shareAnswer, shareConfirmed } from './actions/share-answer.ts';
import {
  changeSubscription,
  editSubscription,
  newSubscription,
  pausePosted,
  sendSubscription,
} from './actions/subscription-buttons.ts';
import { sendCsv, showQueue } from './actions/summary-buttons.ts';
import { unknownButton } from './actions/unknown-button.ts';
import { answerCommand, unknownCommand } from './commands/command.ts';
import { COMMAND_TABLE } from './commands/commands.ts';
import type { ListenerDeps } from './deps.ts';
import { homeOpened } from './events/home-opened.ts';
import {
  appRemoved,
  channelIdChanged,
  channelShared,
  ownerLeft,
  tokensRevoked,
} from './events/workspace-changes.ts';
import { queueMenu, zoneMenu } from './options/form-menus.ts';
import { lookUpAgent } from './shortcuts/look-up-agent.ts';
import { lookUpAgentsInMessage } from './shortcuts/look-up-agents-in-message.ts';
import { favouritesForm } from './views/favourites-form.ts';
import { lookUpForm } from './views/look-up-form.ts';
import { subscriptionForm } from './views/subscription-form.ts';

/** Every route from Slack to the listener that handles it. */
export function registerListeners(app: App, deps: ListenerDeps): void {
  const names = COMMAND_TABLE.map(({ name }) => name);
  for (const command of COMMAND_TABLE) app.command(command.name, answerCommand(command, deps));
  app.command(otherThan(names), answerCommand(unknownCommand(names), deps));

  app.shortcut({ callback_id: SHORTCUTS.lookUpAgent, type: 'shortcut' }, lookUpAgent(deps));
  app.shortcut(
    { callback_id: SHORTCUTS.lookUpAgentsInMessage, type: 'message_action' },
    lookUpAgentsInMessage(deps),
  );

  const actions = {
    [ACTIONS.refreshAgent]: refreshAnswer(deps, AGENT),
    [ACTIONS.shareAgent]: shareAnswer(deps, AGENT, ACTIONS.shareAgentConfirmed),
    [ACTIONS.shareAgentConfirmed]: shareConfirmed(deps, AGENT, ACTIONS.shareAgentConfirmed),
    [ACTIONS.lookUpAgent]: openAnswer(deps, AGENT),
    [ACTIONS.chooseAgent]: openAnswer(deps, AGENT),
    [ACTIONS.refreshFloor]: refreshAnswer(deps, FLOOR),
    [ACTIONS.shareFloor]: shareAnswer(deps, FLOOR, ACTIONS.shareFloorConfirmed),
    [ACTIONS.shareFloorConfirmed]: shareConfirmed(deps, FLOOR, ACTIONS.shareFloorConfirmed),
    [ACTIONS.openFloor]: openAnswer(deps, FLOOR),
    [ACTIONS.chooseQueue]: openAnswer(deps, FLOOR),
    [ACTIONS.previousPage]: refreshAnswer(deps, FLOOR),
    [ACTIONS.nextPage]: refreshAnswer(deps, FLOOR),
    [ACTIONS.refreshHome]: refreshHome(deps),
    [ACTIONS.openLookUp]: openLookUp(deps),
    [ACTIONS.chooseFavourites]: chooseFavourites(deps),
    [ACTIONS.summaryCsv]: sendCsv(deps),
    [ACTIONS.summaryQueue]: showQueue(deps),
    [ACTIONS.subscribe]: newSubscription(deps),
    [ACTIONS.editSubscription]: editSubscription(deps),
    [ACTIONS.confirmChannel]: confirmChannel(deps),
    [ACTIONS.pausePosted]: pausePosted(deps),
    [ACTIONS.pauseSubscription]: changeSubscription(deps, 'pause'),
    [ACTIONS.resumeSubscription]: changeSubscription(deps, 'resume'),
    [ACTIONS.sendSubscription]: sendSubscription(deps),
    [ACTIONS.deleteSubscription]: changeSubscription(deps, 'unsubscribe'),
  };
  for (const [id, listener] of Object.entries(actions)) app.action<BlockAction>(id, listener);
  app.action<BlockAction>(otherThan(Object.keys(actions)), unknownButton(deps));

  app.view({ callback_id: VIEWS.lookUp, type: 'view_submission' }, lookUpForm(deps));
  app.view({ callback_id: VIEWS.favourites, type: 'view_submission' }, favouritesForm(deps));
  app.view({ callback_id: VIEWS.subscription, type: 'view_submission' }, subscriptionForm(deps));

  app.options(SUGGESTIONS.queues, queueMenu(deps));
  app.options(SUGGESTIONS.subscriptionQueues, queueMenu(deps));
  app.options(SUGGESTIONS.subscriptionZone, zoneMenu(deps));

  app.event(EVENTS.homeOpened, homeOpened(deps));
  app.event(EVENTS.userChanged, ownerLeft(deps));
  app.event(EVENTS.channelIdChanged, channelIdChanged(deps));
  app.event(EVENTS.channelShared, channelShared(deps));
  app.event(EVENTS.appUninstalled, appRemoved(deps));
  app.event(EVENTS.tokensRevoked, tokensRevoked(deps));
}

/** Matches every other name. Bolt runs all listeners that match, so this one must match no name of another. */
function otherThan(names: readonly string[]): RegExp {
  return new RegExp(`^(?!(?:${names.join('|')})$)`);
}
