import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessage } from '../../sandbox/slack/block-kit/message.ts';
import { checkView } from '../../sandbox/slack/block-kit/view.ts';
import type { FloorView } from '../../src/queries/floor-view.ts';
import { floorMessage } from '../../src/slack/blocks/floor-card.ts';
import { brokenHomeView, homeView } from '../../src/slack/blocks/home.ts';
import type { FavouriteChoice } from '../../src/slack/blocks/home-queues.ts';
import { answerView } from '../../src/slack/blocks/look-up-modal.ts';
import type { Message } from '../../src/slack/blocks/message.ts';
import { queueCardMessage } from '../../src/slack/blocks/queue-card.ts';
import { queueTableMessage } from '../../src/slack/blocks/queue-table.ts';
import type { ConnectionHealth } from '../../src/slack/connection-health.ts';
import { messageViolations, viewViolations } from '../../src/slack/limits.ts';
import { createTimeWriter } from '../../src/slack/time-text.ts';
import { hostileText, NOW } from '../support/agent-cards.ts';
import { anyView, FLOORS, NOT_A_SUPERVISOR, unknownFact, viewOf } from '../support/floors.ts';
import { markupOf } from '../support/slack-markup.ts';

const time = createTimeWriter({ timeZone: 'Europe/Madrid', now: NOW });
const CONNECTIONS: ConnectionHealth[] = [
  { name: 'CC-Gateway', state: 'up', lastAnswerAt: NOW - 2000, code: null },
  { name: 'CC-CMS', state: 'down', lastAnswerAt: null, code: 'upstream-tls' },
];

type Place = 'ephemeral-in-channel' | 'modal' | 'shared';
const about = (view: FloorView, place: Place = 'ephemeral-in-channel') => ({
  view,
  place,
  sharedBy: place === 'shared' ? 'U0ADA' : null,
  time,
  now: NOW,
});

function queueCards(view: FloorView, place: Place, most: number): Message[] {
  const queues = view.now.kind === 'known' ? view.now.value.queues.slice(0, most) : [];
  return queues.flatMap((queue) =>
    (['status', 'agents'] as const).map((show) => queueCardMessage({ ...about(view, place), queue, show })),
  );
}

const home = (view: FloorView, favourites: FavouriteChoice) =>
  homeView({
    floor: { kind: 'answered', answer: view },
    favourites,
    connections: CONNECTIONS,
    time,
    now: NOW,
  });

function problemsOf(message: Message): string[] {
  const plainer = message.plainer === undefined ? [] : [{ ...message, blocks: message.plainer.blocks }];
  return [message, ...plainer].flatMap((sent) => [
    ...messageViolations(sent),
    ...(checkMessage({ text: sent.text, blocks: sent.blocks })?.messages ?? []),
    ...viewViolations(answerView(message)),
    ...(checkView(answerView(message), 'modal')?.messages ?? []),
    ...liveMarkup([sent.text, ...markupOf(sent.blocks)]),
    ...nonsense(sent),
  ]);
}

/** Pings, links and formatting that nobody of us wrote. */
function liveMarkup(texts: readonly string[]): string[] {
  return texts
    .map((text) => text.replaceAll(/<!date\^\d+\^[^<>]+>|<@U0ADA>/g, ''))
    .filter((text) => /[<>]/.test(text));
}

function nonsense(shown: object): string[] {
  return (
    /\bundefined\b|\bNaN\b|\[object|Infinity|[\u202a-\u202e\u2066-\u2069]|\\u000[0-9]/.exec(
      JSON.stringify(shown),
    ) ?? []
  );
}

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

  test('so is App Home, with queues chosen and without', async () => {
    const chosen = home(view, { kind: 'known', chosen: [1, 3, 9999] });
    for (const page of [chosen, home(view, { kind: 'known', chosen: null })]) {
      expect(viewViolations(page)).toEqual([]);
      expect(checkView(page, 'home')).toBeUndefined();
      expect([...liveMarkup(markupOf(page)), ...nonsense(page)]).toEqual([]);
    }
    await expect(written(chosen)).toMatchFileSnapshot(golden('home'));
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
      fc.constant<FavouriteChoice>({ kind: 'unavailable' }),
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
    for (const reason of ['guest', 'stranger', 'rights-unknown'] as const) {
      const favourites = { kind: 'known', chosen: null } as const;
      const refused = { kind: 'refused', refusal: { reason } } as const;
      const page = homeView({ floor: refused, favourites, connections: [], time, now: NOW });
      expect(checkView(page, 'home')).toBeUndefined();
      expect(JSON.stringify(page)).not.toContain('home_choose_queues');
    }
    expect(checkView(brokenHomeView(), 'home')).toBeUndefined();
  });
});

/** The words that the test looks for could be in a name. */
function withoutNames(message: Message): Message {
  const cleaned: Message = JSON.parse(
    JSON.stringify(message).replaceAll(/\bundefined\b|\bNaN\b|\[object|Infinity/g, 'x'),
  );
  return cleaned;
}

describe('what the views say', () => {
  const words = (message: Message) => message.text.replaceAll('\u200b', '');
  const busy = FLOORS['busy day'];

  test('a thousand pages away is the last page', () => {
    const message = queueTableMessage({ ...about(viewOf(FLOORS['200 queues'])), page: 1000 });
    expect(words(message)).toContain('These are 151 to 200 of 200');
    expect(JSON.stringify(message.blocks)).toContain('floor_previous_page');
    expect(JSON.stringify(message.blocks)).not.toContain('floor_next_page');
  });

  test('what a connection does not measure is said once, and nowhere shown as 0', () => {
    const message = queueTableMessage({
      ...about(viewOf(busy, { waits: unknownFact('not-measured') })),
      page: 0,
    });
    expect(words(message).match(/Not measured by this connection: how many callers wait/g)).toHaveLength(1);
    expect(JSON.stringify(message.blocks)).not.toContain('Waiting');
  });

  test('queues have numbers while their names cannot be had', () => {
    const message = queueTableMessage({
      ...about(viewOf(busy, { names: unknownFact('no-answer') })),
      page: 0,
    });
    expect(words(message)).toContain('Queue 1: ');
    expect(words(message)).toContain('does not answer about the names of the queues: it took too long');
  });

  test('no queue is said not to exist while names cannot be had and nobody is signed in', () => {
    const view = viewOf(
      { agents: [], names: new Map(), waits: new Map() },
      { names: unknownFact('no-answer') },
    );
    const message = queueTableMessage({ ...about(view), page: 0 });
    expect(words(message)).not.toContain('There are no queues');
    expect(words(message)).toContain('does not answer about the names of the queues');
    expect(problemsOf(message)).toEqual([]);
  });

  test('a floor that cannot be seen still has the count of the platform', () => {
    const message = floorMessage(about(viewOf(busy, { snapshot: unknownFact('no-answer') })));
    expect(words(message)).toContain('Signed in: 60. Talking: 24. Idle: 6. Busy: 6. In other states: 24.');
    expect(words(message)).toContain('does not answer about who is signed in');
    expect(message.plainer).toBeUndefined();
  });

  test.each([
    ['the same', { signedIn: 60, talking: 24, idle: 6, busy: 6 }, 'own count is the same'],
    [
      'different',
      { signedIn: 63, talking: 24, idle: 8, busy: 6 },
      'own count differs: 63 signed in, 24 talking, 8 idle, 6 busy',
    ],
  ])('the platform’s count is named where it is %s', (_, totals, expected) => {
    const view = viewOf(busy);
    const given = {
      ...view,
      totals: view.totals.kind === 'known' ? { ...view.totals, value: totals } : view.totals,
    };
    expect(words(floorMessage(about(given)))).toContain(expected);
  });

  test.each([
    ['not-measured', "Not measured by this connection: the contact centre's own count"],
    ['no-answer', "does not answer about the contact centre's own count"],
  ] as const)('a count of the platform’s that is %s is said to be that', (kind, expected) => {
    const text = words(floorMessage(about(viewOf(busy, { totals: unknownFact(kind) }))));
    expect(text).toContain(expected);
    expect(text).toContain('Spare capacity');
  });

  test('records that could not be read are told, since they are in no figure', () => {
    const view = viewOf(busy);
    const now =
      view.now.kind === 'known' ? { ...view.now, value: { ...view.now.value, unreadable: 3 } } : view.now;
    for (const message of [
      floorMessage(about({ ...view, now })),
      queueTableMessage({ ...about({ ...view, now }), page: 0 }),
    ])
      expect(words(message)).toContain('3 records of the contact centre could not be read');
  });

  test('nobody’s name or number is in the answer of who may not see agents, and it says so', () => {
    const view = viewOf(busy, { agentsRefused: NOT_A_SUPERVISOR });
    const [status, agents] = queueCards(view, 'ephemeral-in-channel', 1);
    for (const message of [
      floorMessage(about(view)),
      queueTableMessage({ ...about(view), page: 0 }),
      status,
      agents,
    ]) {
      expect(JSON.stringify(message)).not.toMatch(/Ana García|Chidi|\b10[0-6]\d\b/);
      expect(JSON.stringify(message)).not.toContain('confirm');
    }
    expect(words(status ?? floorMessage(about(view)))).toContain('shown to supervisors only');
    expect(agents?.text).toContain('Ask one of them: <@U0ADA>');
    expect(JSON.stringify(home(view, { kind: 'known', chosen: [1] }))).not.toMatch(/Ana García|Longest on/);
  });

  test('sharing names is asked twice, sharing counts is not', () => {
    const view = viewOf(busy);
    const [status] = queueCards(view, 'ephemeral-in-channel', 1);
    expect(JSON.stringify(status?.blocks)).toContain('Share names in the channel?');
    expect(JSON.stringify(queueTableMessage({ ...about(view), page: 0 }).blocks)).not.toContain('confirm');
  });

  test('who chose other queues sees another page, breaks and wrap-ups of those queues alone', () => {
    const view = viewOf(busy);
    const one = JSON.stringify(home(view, { kind: 'known', chosen: [1] }));
    const other = JSON.stringify(home(view, { kind: 'known', chosen: [2] }));
    expect(one).toContain('"text":"Sales (1)"');
    expect(other).not.toContain('"text":"Sales (1)"');
    expect(one).toContain('in my queues');
    const agentsOf = (page: string) => [...page.matchAll(/\\"agentId\\":(\d+)/g)].map(([, id]) => id);
    expect(agentsOf(one)).not.toEqual(agentsOf(other));
  });
});
