import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkView } from '../../../../sandbox/slack-workspace/slack/block-kit/view.ts';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import { floorMessage } from '../../../../src/slack/blocks/floor-card.ts';
import { homeViews } from '../../../../src/slack/blocks/home.ts';
import type { FavouriteChoice } from '../../../../src/slack/blocks/home-queues.ts';
import { queueTableMessage } from '../../../../src/slack/blocks/queue-table.ts';
import { stateListMessage } from '../../../../src/slack/blocks/state-list.ts';
import { HELP_FORMS } from '../../../support/commands/parse-floor.ts';
import { anyErrorCode, NOW } from '../../../support/floors/agent-cards.ts';
import { CENTRE } from '../../../support/floors/centre-key.ts';
import {
  about,
  home,
  problemsOf,
  problemsOfHome,
  queueCards,
  type Surface,
  time,
} from '../../../support/floors/drawn-floor.ts';
import { HOMES, homeOf, messagesOf, REFUSED_HOMES } from '../../../support/floors/floor-views.ts';
import { anyView, FLOORS, viewOf } from '../../../support/floors/floors.ts';
import { goldenFile, goldenViews, shortened } from '../../../support/floors/golden-file.ts';
import { viewViolations } from '../../../support/pages/block-violations.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const ON_BREAK = { kind: 'agents-in-state', state: 'on-break', limitMinutes: 15, queues: [] } as const;
/** Floors with long views: their golden files have counts and one row. */
const LARGE = new Set(['200 queues', '5,000 queues', 'every agent in every queue']);

describe.each(Object.entries(FLOORS))('%s', (name, spec) => {
  const messages = messagesOf(spec);
  const page = homeOf(spec);

  test.each(Object.entries(messages))(
    '%s is within every limit, and is accepted by the workspace',
    (_, message) => {
      expect(problemsOf(message)).toEqual([]);
    },
  );

  test('App Home with chosen queues is within the limits too', () => {
    expect(problemsOfHome(page)).toEqual([]);
  });

  test('App Home on a first visit is within the limits too', () => {
    expect(problemsOfHome(home(viewOf(spec), { kind: 'known', chosen: null }))).toEqual([]);
  });

  test('each view equals its golden file', async () => {
    const lines = LARGE.has(name) ? shortened : undefined;
    await expect(goldenViews({ ...messages, home: page }, lines)).toMatchFileSnapshot(
      goldenFile(`views/${name}.txt`),
    );
  });
});

describe('App Home', () => {
  test.each(Object.entries(HOMES))(
    '%s is within every limit, and is accepted by the workspace',
    (_, page) => {
      expect(problemsOfHome(page)).toEqual([]);
    },
  );

  test('equals its golden file', async () => {
    await expect(goldenViews(HOMES)).toMatchFileSnapshot(goldenFile('views/app home.txt'));
  });

  test('has nothing to choose for refused requesters', () => {
    for (const page of Object.values(REFUSED_HOMES))
      expect(JSON.stringify(page)).not.toContain('home_choose_queues');
  });
});

describe('for any data of upstreams, known or not', () => {
  const surface = fc.constantFrom<Surface>('ephemeral-in-channel', 'modal', 'shared');

  test('every answer about the floor is within the limits, and no data in it formats or mentions', async () => {
    await checkProperty(
      fc.property(anyView, surface, fc.nat({ max: 3 }), (view, where, page) => {
        const messages = [
          queueTableMessage({ ...about(view, where), page }),
          floorMessage(about(view, where)),
          ...queueCards(view, where, 2),
          stateListMessage({ ...about(view, where), question: ON_BREAK }),
        ];
        expect(messages.map(withoutNames).flatMap(problemsOf)).toEqual([]);
      }),
      400,
    );
  });

  test('App Home is within them too', async () => {
    const connection = fc.record({
      name: fc.constantFrom('CC-Gateway', 'CC-CMS'),
      state: fc.constantFrom('up', 'starting', 'impaired', 'down'),
      lastAnswerAt: fc.option(fc.integer({ min: 0, max: 2 * NOW })),
      code: fc.option(anyErrorCode),
    });
    const chosen = fc.oneof(
      fc.constant<FavouriteChoice>({ kind: 'unavailable', code: 'storage-unavailable' }),
      fc
        .option(fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { maxLength: 40 }))
        .map((ids): FavouriteChoice => ({ kind: 'known', chosen: ids })),
    );
    await checkProperty(
      fc.property(
        anyView,
        chosen,
        fc.array(connection, { maxLength: 30 }),
        (view, favourites, connections) => {
          const floor = { kind: 'answered', answer: view } as const;
          const { page, fallback } = homeViews({
            floor,
            favourites,
            connections,
            centre: CENTRE,
            help: HELP_FORMS,
            time,
            now: NOW,
          });
          for (const shown of [page, fallback])
            expect([...viewViolations(shown), ...(checkView(shown, 'home')?.messages ?? [])]).toEqual([]);
        },
      ),
      400,
    );
  });
});

/** Replaces names that could contain the words that the test looks for. */
function withoutNames(message: Message): Message {
  const cleaned: Message = JSON.parse(
    JSON.stringify(message).replaceAll(/\bundefined\b|\bNaN\b|\[object|Infinity/g, 'x'),
  );
  return cleaned;
}
