import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findQueue,
  type NamedQueue,
  parseQueueCommand,
  suggestQueues,
} from '../../../../src/domain/commands/queue-command.ts';
import { anyCharacter } from '../../../support/properties/any-character.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

describe('the text after /queue', () => {
  test.each([
    ['', { kind: 'all' }],
    ['  ', { kind: 'all' }],
    ['All', { kind: 'all' }],
    ['queue', { kind: 'all' }],
    ['help', { kind: 'help' }],
    [' HELP ', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['Sales', { kind: 'one', wanted: 'Sales', view: 'status' }],
    ['  Sales   EMEA ', { kind: 'one', wanted: 'Sales EMEA', view: 'status' }],
    ['queue 3', { kind: 'one', wanted: '3', view: 'status' }],
    ['#3 agents', { kind: 'one', wanted: '3', view: 'agents' }],
    ['Sales EMEA Agents', { kind: 'one', wanted: 'Sales EMEA', view: 'agents' }],
    ['agents', { kind: 'one', wanted: 'agents', view: 'status' }],
    ['"help"', { kind: 'one', wanted: 'help', view: 'status' }],
    ['“Field agents”', { kind: 'one', wanted: 'Field agents', view: 'status' }],
    ['"Field agents" agents', { kind: 'one', wanted: 'Field agents', view: 'agents' }],
    ['""', { kind: 'one', wanted: '""', view: 'status' }],
    ['Sa\u200bles\u202e', { kind: 'one', wanted: 'Sales', view: 'status' }],
    ['‘Support East’', { kind: 'one', wanted: 'Support East', view: 'status' }],
    ["'Support East' agents", { kind: 'one', wanted: 'Support East', view: 'agents' }],
    ['« Support\u00a0East »', { kind: 'one', wanted: 'Support East', view: 'status' }],
    ['„Support\u3000East“', { kind: 'one', wanted: 'Support East', view: 'status' }],
    ['\ufeffＳａｌｅｓ', { kind: 'one', wanted: 'Sales', view: 'status' }],
    ['Front—Desk', { kind: 'one', wanted: 'Front-Desk', view: 'status' }],
    ['３', { kind: 'one', wanted: '3', view: 'status' }],
    ['#general', { kind: 'one', wanted: '#general', view: 'status' }],
  ])('%j', (text, expected) => {
    expect(parseQueueCommand(text)).toEqual(expected);
  });

  test('is understood, whatever it is, with a short name of the wanted queue', async () => {
    const text = fc.string({ unit: anyCharacter, maxLength: 5000 });
    const asks = text.map((typed) => ({ text: typed, asked: parseQueueCommand(typed) }));
    await checkProperty(
      fc.property(
        asks.filter(({ asked }) => asked.kind === 'one'),
        ({ text, asked }) => {
          if (asked.kind !== 'one') throw new Error('unreachable');
          expect(asked.wanted).not.toBe('');
          expect(asked.wanted.length).toBeLessThanOrEqual(80);
          expect(asked.wanted.isWellFormed() || !text.isWellFormed()).toBe(true);
        },
      ),
      2000,
    );
  });
});

const QUEUES: NamedQueue[] = [
  { id: 1, name: 'Sales' },
  { id: 2, name: 'Support' },
  { id: 3, name: 'Réservations' },
  { id: 4, name: 'Sales EMEA' },
  { id: 5, name: null },
  { id: 6, name: '7' },
  { id: 7, name: 'Support Gold' },
  { id: 8, name: 'Support Gold' },
];

describe('a queue is found', () => {
  test.each([
    ['its name', 'Sales', 1],
    ['its name in another case', 'sALES', 1],
    ['its name without accents', 'reservations', 3],
    ['the beginning of its name', 'res', 3],
    ['a longer beginning', 'sales e', 4],
    ['its number', '2', 2],
    ['its number where it has no name', '5', 5],
    ['its number before the name of another', '7', 7],
    ['its number with zeros in front', '003', 3],
  ])('by %s', (_, wanted, id) => {
    expect(findQueue(wanted, QUEUES)).toEqual({ kind: 'found', id });
  });

  test.each([
    ["Kid's Corner", 'Kid’s Corner'],
    ['Kid’s Corner', "Kid's Corner"],
    ['Front-Desk', 'Front–Desk'],
    ['Front−Desk', 'Front‑Desk'],
    ['Support East', 'Support\u00a0\u2009East'],
    ['VIP', '“VIP”'],
    ['VIP Gold', '«VIP» Gold'],
    ['ＶＩＰ', 'VIP'],
    ['VIP', '\ufeffＶＩＰ\u200b'],
    ['5" screens', '5″ screens'],
    ['support.example', 'support.example'],
    ['http://support.example', 'support.example'],
    ['https://Support.example/', 'support.example'],
    ['#sales', 'Sales'],
    ['# sales', 'Sales'],
    ['# 12', '120'],
    ['﹁Gold﹂', '“Gold”'],
    ['﹃Gold﹄', 'Gold'],
    ['Front⁓Desk', 'Front-Desk'],
    ['@leads', 'Leads'],
    ['sales@a.example', 'Sales@a.example'],
  ])('by %j if its name is %j', (wanted, name) => {
    const queues = [
      { id: 11, name: 'Other' },
      { id: 12, name },
    ];
    expect(findQueue(wanted, queues)).toEqual({ kind: 'found', id: 12 });
  });

  test.each([
    ['sal', [1, 4]],
    ['support gold', [7, 8]],
    ['s', [1, 2, 4, 7, 8]],
  ])('several ways by “%s”', (wanted, ids) => {
    expect(findQueue(wanted, QUEUES)).toEqual({ kind: 'several', ids });
  });

  test.each([
    ['Slaes', 1],
    ['Suport', 2],
    ['resevrations', 3],
  ])('as a similar name for “%s”', (wanted, id) => {
    expect(findQueue(wanted, QUEUES)).toMatchObject({ kind: 'none', nearest: { id } });
  });

  test.each(['zzz', '99', '-1', '1e0', '', '0x1', '١'])('not at all for “%s”', (wanted) => {
    expect(findQueue(wanted, QUEUES)).toEqual({ kind: 'none', nearest: undefined });
  });

  test('never by a name that no queue has, for any text and any names', async () => {
    const name = fc.option(fc.string({ unit: 'grapheme', maxLength: 30 }));
    const queues = fc.array(fc.record({ id: fc.nat({ max: 5000 }), name }), { maxLength: 30 });
    await checkProperty(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), queues, (wanted, known) => {
        const match = findQueue(wanted, known);
        const near = match.kind === 'none' && match.nearest !== undefined ? [match.nearest.id] : [];
        const ids = match.kind === 'found' ? [match.id] : match.kind === 'several' ? match.ids : near;
        expect(known.map((queue) => queue.id)).toEqual(expect.arrayContaining([...ids]));
      }),
    );
  });

  test('always by its own number', async () => {
    await checkProperty(
      fc.property(fc.constantFrom(...QUEUES), ({ id }) => {
        expect(findQueue(String(id), QUEUES)).toEqual({ kind: 'found', id });
      }),
    );
  });
});

describe('options while a name is typed', () => {
  const offered = (typed: string) => suggestQueues(typed, QUEUES).map(({ id }) => id);

  test('are all queues before the first letter, then matches by name, by word, by number', () => {
    expect(offered('')).toHaveLength(QUEUES.length);
    expect(offered('  ')).toHaveLength(QUEUES.length);
    expect(offered('RES')).toEqual([3]);
    expect(offered('gold')).toEqual([7, 8]);
    expect(offered('7')).toEqual([6, 7]);
    expect(offered('‘Support G')).toEqual([7, 8]);
    expect(offered('Ｒé́s')).toEqual([3]);
    expect(offered('old')).toEqual([]);
  });
});
