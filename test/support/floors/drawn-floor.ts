import type { types } from '@slack/bolt';
import { checkMessage } from '../../../sandbox/slack-workspace/slack/block-kit/message.ts';
import { checkView } from '../../../sandbox/slack-workspace/slack/block-kit/view.ts';
import type { ConnectionHealth } from '../../../src/domain/floor/connection-health.ts';
import type { FloorView } from '../../../src/queries/floor-view.ts';
import type { Message } from '../../../src/slack/block-kit/message.ts';
import { createTimeWriter } from '../../../src/slack/block-kit/time-text.ts';
import { homeViews } from '../../../src/slack/blocks/home.ts';
import type { FavouriteChoice } from '../../../src/slack/blocks/home-queues.ts';
import { answerView } from '../../../src/slack/blocks/look-up-modal.ts';
import { queueCardMessage } from '../../../src/slack/blocks/queue-card.ts';
import { HELP_FORMS } from '../commands/parse-floor.ts';
import { messageViolations, viewViolations } from '../pages/block-violations.ts';
import { markupOf } from '../pages/slack-markup.ts';
import { NOW } from './agent-cards.ts';
import { CENTRE } from './centre-key.ts';

export const time = createTimeWriter({ timeZone: 'Europe/Madrid', now: NOW });
export const CONNECTIONS: ConnectionHealth[] = [
  { name: 'CC-Gateway', state: 'up', lastAnswerAt: NOW - 2000, code: null },
  { name: 'CC-CMS', state: 'down', lastAnswerAt: null, code: 'upstream-tls' },
];

export type Surface = 'ephemeral-in-channel' | 'modal' | 'shared';
/** The options of every builder of a view of the floor. */
export const about = (view: FloorView, surface: Surface = 'ephemeral-in-channel') => ({
  centre: CENTRE,
  view,
  surface,
  sharedBy: surface === 'shared' ? 'U0ADA' : null,
  time,
  now: NOW,
});

/** The cards of the first queues, with figures and with agents. */
export function queueCards(view: FloorView, surface: Surface, max: number): Message[] {
  const queues = view.now.kind === 'known' ? view.now.value.queues.slice(0, max) : [];
  return queues.flatMap((queue) =>
    (['status', 'agents'] as const).map((show) => queueCardMessage({ ...about(view, surface), queue, show })),
  );
}

export const home = (view: FloorView, favourites: FavouriteChoice) =>
  homeViews({
    floor: { kind: 'answered', answer: view },
    favourites,
    connections: CONNECTIONS,
    centre: CENTRE,
    help: HELP_FORMS,
    time,
    now: NOW,
  }).page;

/** Returns the problems of a message for Slack, for our own limits and for readers. */
export function problemsOf(message: Message): string[] {
  const fallback = message.fallback === undefined ? [] : [{ ...message, blocks: message.fallback.blocks }];
  return [message, ...fallback].flatMap((sent) => [
    ...messageViolations(sent),
    ...(checkMessage({ text: sent.text, blocks: sent.blocks })?.messages ?? []),
    ...viewViolations(answerView(message)),
    ...(checkView(answerView(message), 'modal')?.messages ?? []),
    ...liveMarkup([sent.text, ...markupOf(sent.blocks)]),
    ...nonsense(sent),
  ]);
}

/** Returns the problems of App Home in that sense. */
export function problemsOfHome(page: types.HomeView): string[] {
  return [
    ...viewViolations(page),
    ...(checkView(page, 'home')?.messages ?? []),
    ...liveMarkup(markupOf(page)),
    ...nonsense(page),
  ];
}

/** Returns mentions, links and formatting that do not come from our own words. */
function liveMarkup(texts: readonly string[]): string[] {
  return texts
    .map((text) => text.replaceAll(/<!date\^\d+\^[^<>]+>|<@U0ADA>/g, ''))
    .filter((text) => /[<>]/.test(text));
}

/** Returns words such as `undefined` that come from programs. */
function nonsense(shown: object): string[] {
  return (
    /\bundefined\b|\bNaN\b|\[object|Infinity|[\u202a-\u202e\u2066-\u2069]|\\u000[0-9]/.exec(
      JSON.stringify(shown),
    ) ?? []
  );
}
