import type { types } from '@slack/bolt';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkView } from '../../../../sandbox/slack/block-kit/view.ts';
import { viewViolations } from '../../../../src/slack/block-kit/limits.ts';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import { floorMessage } from '../../../../src/slack/blocks/floor-card.ts';
import { brokenHomeView, homeView } from '../../../../src/slack/blocks/home.ts';
import type { FavouriteChoice } from '../../../../src/slack/blocks/home-queues.ts';
import { queueTableMessage } from '../../../../src/slack/blocks/queue-table.ts';
import { hostileText, NOW } from '../../../support/floors/agent-cards.ts';
import {
  about,
  CONNECTIONS,
  home,
  type Place,
  problemsOf,
  problemsOfHome,
  queueCards,
  time,
} from '../../../support/floors/drawn-floor.ts';
import { anyView, FLOORS, NOT_A_SUPERVISOR, unknownFact, viewOf } from '../../../support/floors/floors.ts';

describe.each(Object.entries(FLOORS))('%s', (name, spec) => {
  const view = viewOf(spec);
  const file = name.replaceAll(/[ ,]+/g, '-');
  const golden = (what: string) => `../fixtures/views/${file}/${what}.json`;

  const messages: [string, Message][] = [
    ['queues', queueTableMessage({ ...about(view), page: 0 })],
    ['queues-page-2', queueTableMessage({ ...about(view), page: 1 })],
    ['floor', floorMessage(about(view))],
    ['floor-shared', floorMessage(about(view, 'shared'))],
    ['floor-for-a-member', floorMessage(about(viewOf(spec, { agentsRefused: NOT_A_SUPERVISOR })))],
    ...queueCards(view, 'ephemeral-in-channel', 1).map((message, index): [string, Message] => [
      index === 0 ? 'queue' : 'queue-agents',
      message,
    ]),
  ];

  test.each(messages)('%s is as it was, within every limit, and refused by nobody', async (what, message) => {
    expect(problemsOf(message)).toEqual([]);
    await expect(written(message)).toMatchFileSnapshot(golden(what));
  });

  test('so is App Home, with queues chosen', async () => {
    const page = home(view, { kind: 'known', chosen: [1, 3, 9999] });
    expect(problemsOfHome(page)).toEqual([]);
    await expect(written(page)).toMatchFileSnapshot(golden('home'));
  });

  test('so is App Home on a first visit', () => {
    expect(problemsOfHome(home(view, { kind: 'known', chosen: null }))).toEqual([]);
  });
});

describe('App Home', () => {
  const busy = viewOf(FLOORS['busy day']);
  const refused = (reason: 'guest' | 'stranger' | 'rights-unknown') =>
    homeView({
      floor: { kind: 'refused', refusal: { reason } },
      favourites: { kind: 'known', chosen: null },
      connections: CONNECTIONS,
      time,
      now: NOW,
    });
  const pages: [string, types.HomeView][] = [
    ['first-visit', home(busy, { kind: 'known', chosen: null })],
    ['no-queues-chosen', home(busy, { kind: 'known', chosen: [] })],
    ['queues-unreadable', home(busy, { kind: 'unavailable', code: 'storage-unavailable' })],
    [
      'floor-unseen',
      home(viewOf(FLOORS['busy day'], { snapshot: unknownFact('no-answer') }), {
        kind: 'known',
        chosen: [1],
      }),
    ],
    [
      'for-a-member',
      home(viewOf(FLOORS['busy day'], { agentsRefused: NOT_A_SUPERVISOR }), { kind: 'known', chosen: [1] }),
    ],
    ['refused-to-a-guest', refused('guest')],
    ['refused-to-a-stranger', refused('stranger')],
    ['refused-while-rights-are-unknown', refused('rights-unknown')],
    ['broken', brokenHomeView()],
  ];

  test.each(pages)('%s is as it was, within every limit, and refused by nobody', async (what, page) => {
    expect(problemsOfHome(page)).toEqual([]);
    await expect(written(page)).toMatchFileSnapshot(`../fixtures/views/app-home/${what}.json`);
  });

  test('offers nothing to choose to who is refused', () => {
    for (const reason of ['guest', 'stranger', 'rights-unknown'] as const)
      expect(JSON.stringify(refused(reason))).not.toContain('home_choose_queues');
  });
});

function written(shown: object): string {
  const lines = JSON.stringify(shown, undefined, 1);
  // What holds nothing but texts and numbers on one line.
  return `${lines.replaceAll(/\{\n\s+([^{}[\]]*?)\n\s+\}/g, (_, inner: string) => `{ ${inner.replaceAll(/\n\s+/g, ' ')} }`)}\n`;
}

describe('whatever upstreams say, or do not say', () => {
  const place = fc.constantFrom<Place>('ephemeral-in-channel', 'modal', 'shared');

  test('every answer about the floor holds the limits, and nothing in it formats or mentions', () => {
    fc.assert(
      fc.property(anyView, place, fc.nat({ max: 3 }), (view, where, page) => {
        const messages = [
          queueTableMessage({ ...about(view, where), page }),
          floorMessage(about(view, where)),
          ...queueCards(view, where, 2),
        ];
        expect(messages.map(withoutNames).flatMap(problemsOf)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('so does App Home', () => {
    const connection = fc.record({
      name: hostileText,
      state: fc.constantFrom('up', 'starting', 'down'),
      lastAnswerAt: fc.option(fc.integer({ min: 0, max: 2 * NOW })),
      code: fc.option(hostileText),
    });
    const chosen = fc.oneof(
      fc.constant<FavouriteChoice>({ kind: 'unavailable', code: 'storage-unavailable' }),
      fc
        .option(fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { maxLength: 40 }))
        .map((ids): FavouriteChoice => ({ kind: 'known', chosen: ids })),
    );
    fc.assert(
      fc.property(
        anyView,
        chosen,
        fc.array(connection, { maxLength: 30 }),
        (view, favourites, connections) => {
          const floor = { kind: 'answered', answer: view } as const;
          const page = homeView({ floor, favourites, connections, time, now: NOW });
          expect([...viewViolations(page), ...(checkView(page, 'home')?.messages ?? [])]).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** The words that the test looks for could be in a name. */
function withoutNames(message: Message): Message {
  const cleaned: Message = JSON.parse(
    JSON.stringify(message).replaceAll(/\bundefined\b|\bNaN\b|\[object|Infinity/g, 'x'),
  );
  return cleaned;
}
