import type { types } from '@slack/bolt';
import type { Refusal } from '../../domain/access/access.ts';
import type { ConnectionHealth } from '../../domain/floor/connection-health.ts';
import type { ErrorCode, FailureReason } from '../../errors.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { button, homePage } from '../block-kit/elements.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { CONNECTION_NAME_MAX } from '../block-kit/name-lengths.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { blocksOf, textBlocksOf } from '../block-kit/render.ts';
import { bold, emoji, type Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { WHY } from '../replies/fact-replies.ts';
import { FAVOURITES } from '../replies/favourite-replies.ts';
import type { HelpForm } from '../replies/help-replies.ts';
import { CONNECTION, CONNECTION_WORDS, HOME, ONBOARDING } from '../replies/home-replies.ts';
import { reasonsInWords } from '../replies/reason-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import type { AnswerContext } from './answer-context.ts';
import { homeHelpSentences } from './help.ts';
import { floorParts, longestParts } from './home-floor.ts';
import { type FavouriteChoice, favouriteParts } from './home-queues.ts';

const CONNECTIONS_MAX = 10;

/** The floor as the page shows it, or why the requester may not see it. */
export type FloorSection =
  | { readonly kind: 'answered'; readonly answer: FloorView }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface HomeOptions extends AnswerContext {
  readonly floor: FloorSection;
  readonly favourites: FavouriteChoice;
  readonly connections: readonly ConnectionHealth[];
  readonly subscriptions?: readonly Part[];
  readonly help: readonly HelpForm[];
}

/** One person's page. `fallback` has the page as paragraphs of text, for when Slack refuses its blocks. */
export interface HomeViews {
  readonly page: types.HomeView;
  readonly fallback: types.HomeView;
}

/** Sections in this order: chosen queues, the floor, agents longest on a break, subscriptions, connections, help. */
export function homeViews(options: HomeOptions): HomeViews {
  const { centre, floor, favourites, connections, subscriptions = [], help, time, now } = options;
  const isNew = favourites.kind === 'known' && favourites.chosen === null;
  const sections: (readonly Part[])[] =
    floor.kind === 'refused'
      ? [[heading(HOME.floor), ...sentenceParts(refusalReply(floor.refusal))]]
      : [
          isNew ? onboarding() : favouriteParts(centre, floor.answer, favourites),
          floorParts(floor.answer, time, now),
          longestParts(centre, floor.answer, favourites),
        ];
  return homeOf(centre, mayAskOf(floor), [
    { kind: 'context', lines: [HOME.updated(time.instant(now))] },
    ...[...sections, subscriptions, connectionParts(connections, time), howTo(help)]
      .filter((section) => section.length > 0)
      .flatMap((section): Part[] => [{ kind: 'divider' }, ...section]),
  ]);
}

/** Shown if the page could not be built. It has a button to try again. */
export function brokenHomeView(centre: string): types.HomeView {
  return homeOf(centre, { agents: false, floor: false }, sentenceParts([[HOME.broken]])).page;
}

/** The person's rights. Buttons without the right are left out, because they would be refused. */
interface MayAsk {
  readonly agents: boolean;
  readonly floor: boolean;
}

function mayAskOf(floor: FloorSection): MayAsk {
  return {
    floor: floor.kind === 'answered',
    agents: floor.kind === 'answered' && floor.answer.agentsRefused === null,
  };
}

function homeOf(centre: string, mayAsk: MayAsk, parts: readonly Part[]): HomeViews {
  const title: Part[] = [heading(HOME.title), { kind: 'context', lines: [[HOME.welcome]] }];
  const buttons = blocksOf([topButtons(centre, mayAsk)]);
  return {
    page: homePage([...blocksOf(title), ...buttons, ...blocksOf(parts)]),
    fallback: homePage([...textBlocksOf(title), ...buttons, ...textBlocksOf(parts)]),
  };
}

function topButtons(value: string, mayAsk: MayAsk): Part {
  const lookUp = button({ action: ACTIONS.openLookUp, text: HOME.lookUp, value, style: 'primary' });
  return {
    kind: 'buttons',
    elements: [
      ...(mayAsk.agents ? [lookUp] : []),
      ...(mayAsk.floor ? [button({ action: ACTIONS.chooseFavourites, text: FAVOURITES.change, value })] : []),
      button({ action: ACTIONS.refreshHome, text: HOME.refresh, value }),
    ],
  };
}

function onboarding(): Part[] {
  const steps = ONBOARDING.steps.map((step, index): Sentence => [`${index + 1}. ${step}`]);
  return [heading(ONBOARDING.title), ...sentenceParts(steps)];
}

/** The state of each connection and the time since its last answer. */
function connectionParts(connections: readonly ConnectionHealth[], time: TimeWriter): Part[] {
  const lines = connections.slice(0, CONNECTIONS_MAX).map((connection) => connectionLine(connection, time));
  return [
    heading(HOME.connections),
    { kind: 'paragraph', lines: lines.length === 0 ? [[HOME.noConnections]] : lines },
  ];
}

function connectionLine(connection: ConnectionHealth, time: TimeWriter): Sentence {
  const { name, state, lastAnswerAt, code, reasons = [] } = connection;
  const { emoji: icon, words } = CONNECTION_WORDS[state];
  const why = code === null ? '' : CONNECTION.why(whyOf(code, name, reasons), code);
  const age = lastAnswerAt === null ? CONNECTION.noAnswerYet : CONNECTION.lastAnswer(time.ago(lastAnswerAt));
  return [emoji(icon), bold(sanitizeLine(name, CONNECTION_NAME_MAX)), ` ${words}${why}, ${age}`];
}

function whyOf(code: ErrorCode, upstream: string, reasons: readonly FailureReason[]): string {
  return reasons.length === 0 ? WHY[code] : reasonsInWords(reasons, upstream).join('; ');
}

function howTo(help: readonly HelpForm[]): Part[] {
  return [heading(HOME.how), ...sentenceParts(homeHelpSentences(help))];
}

function heading(text: string): Part {
  return { kind: 'heading', text };
}
