import type { types } from '@slack/bolt';
import type { ConnectionHealth } from '../../domain/floor/connection-health.ts';
import type { Reply } from '../../queries/answers.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { LIMITS } from '../block-kit/limits.ts';
import {
  type Block,
  heading,
  ownMarkup,
  plainText,
  sentencesBlock,
  sentencesBlocks,
} from '../block-kit/message.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { FAVOURITES } from '../replies/favourite-replies.ts';
import { HOME, ONBOARDING } from '../replies/home-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import { homeHelpSentences } from './help.ts';
import { connectionBlocks } from './home-connections.ts';
import { floorBlocks, longestBlocks } from './home-floor.ts';
import { type FavouriteChoice, favouriteBlocks } from './home-queues.ts';

export interface HomeOptions {
  readonly floor: Reply<FloorView>;
  readonly favourites: FavouriteChoice;
  readonly connections: readonly ConnectionHealth[];
  /** A section of its own, as its builder made it. */
  readonly subscriptions?: readonly Block[];
  readonly time: TimeWriter;
  readonly now: number;
}

/** One person's page: own queues first, then the floor, who needs a word, connections, help. */
export function homeView(options: HomeOptions): types.HomeView {
  const { floor, favourites, connections, subscriptions = [], time, now } = options;
  const isNew = favourites.kind === 'known' && favourites.chosen === null;
  const updated = { type: 'context' as const, elements: [ownMarkup(HOME.updated(time.token(now)))] };
  const sections =
    floor.kind === 'refused'
      ? [[heading(HOME.floor), sentencesBlock(refusalReply(floor.refusal))]]
      : [
          isNew ? onboarding() : favouriteBlocks(floor.answer, favourites),
          floorBlocks(floor.answer, time, now),
          longestBlocks(floor.answer, favourites),
        ];
  return frame(mayAskOf(floor), [
    updated,
    ...[...sections, subscriptions, connectionBlocks(connections, time), howTo()]
      .filter((section) => section.length > 0)
      .flatMap((section): Block[] => [{ type: 'divider' }, ...section]),
  ]);
}

/** When the page itself could not be made: still a page, with the way out. */
export function brokenHomeView(): types.HomeView {
  return frame({ agents: false, floor: false }, [sentencesBlock([[HOME.broken]])]);
}

/** What somebody may ask for: a button for anything else would end in a refusal. */
interface MayAsk {
  readonly agents: boolean;
  readonly floor: boolean;
}

function mayAskOf(floor: Reply<FloorView>): MayAsk {
  return {
    floor: floor.kind === 'answered',
    agents: floor.kind === 'answered' && floor.answer.agentsRefused === null,
  };
}

function frame(mayAsk: MayAsk, blocks: readonly Block[]): types.HomeView {
  const top: Block[] = [
    heading(HOME.title),
    { type: 'context', elements: [ownMarkup(HOME.welcome)] },
    buttons(mayAsk),
  ];
  return { type: 'home', blocks: [...top, ...blocks].slice(0, LIMITS.viewBlocks) };
}

function buttons(mayAsk: MayAsk): Block {
  const lookUp = { ...button(ACTIONS.openLookUp, HOME.lookUp), style: 'primary' as const };
  return {
    type: 'actions',
    elements: [
      ...(mayAsk.agents ? [lookUp] : []),
      ...(mayAsk.floor ? [button(ACTIONS.chooseFavourites, FAVOURITES.change)] : []),
      button(ACTIONS.refreshHome, HOME.refresh),
    ],
  };
}

function button(actionId: string, words: string): types.Button {
  return { type: 'button', action_id: actionId, text: plainText(words, LIMITS.buttonText) };
}

function onboarding(): Block[] {
  const steps = ONBOARDING.steps.map((step, index): Sentence => [`${index + 1}. ${step}`]);
  return [heading(ONBOARDING.title), ...sentencesBlocks(steps)];
}

function howTo(): Block[] {
  return [heading(HOME.how), ...sentencesBlocks(homeHelpSentences())];
}
