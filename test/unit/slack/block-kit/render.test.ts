import { expect, test } from 'vitest';
import { barChart, button, table } from '../../../../src/slack/block-kit/elements.ts';
import type { Part } from '../../../../src/slack/block-kit/parts.ts';
import { sentencesMessage, textBlocksOf, toMessage } from '../../../../src/slack/block-kit/render.ts';
import { messageViolations } from '../../../support/pages/block-violations.ts';
import { markupOf } from '../../../support/pages/slack-markup.ts';

const AT = { kind: 'instant', token: '<!date^1^{time}|18:00 UTC>', plain: '18:00 UTC' } as const;
const OPEN = button({ action: 'open', text: 'Open' });
const CHART: Part = {
  kind: 'chart',
  block: barChart({
    title: 'Agents',
    axis: 'agents',
    categories: ['Idle'],
    series: [{ name: 'Agents', values: [3] }],
  }),
  note: 'Without the night',
};
const TABLE = table({ headings: ['Queue'], rows: [['Sales']], columns: [{ is_wrapped: true }] }).block;

const VIEW: readonly Part[] = [
  { kind: 'heading', text: 'The *floor*' },
  { kind: 'context', lines: [['Shared by ', { kind: 'user', text: 'U0ADA' }]] },
  {
    kind: 'paragraph',
    lines: [
      [
        { kind: 'emoji', text: ':warning:' },
        { kind: 'bold', text: 'nobody_idle' },
      ],
    ],
    accessory: OPEN,
  },
  { kind: 'figures', figures: [{ label: 'Signed in', value: AT }] },
  CHART,
  { kind: 'sentences', sentences: [['Type ', { kind: 'code', text: '/queue' }], ['Is that all?']] },
  { kind: 'table', block: TABLE, lines: [['Sales: 4 waiting.']] },
  { kind: 'item', lines: ['Sales', 'open'], figures: [{ label: 'Idle', value: '2' }], accessory: OPEN },
  { kind: 'divider' },
  { kind: 'buttons', elements: [OPEN] },
  { kind: 'context', lines: [['As of ', AT], ['Late']], isStacked: true },
];
const SHOWN = ['header', 'context', 'section', 'section'];
const MORE = ['section', 'divider', 'actions', 'context'];

test('the text has every sentence of a view once, with punctuation and without markup and buttons', () => {
  expect(toMessage(VIEW).text.replaceAll('\u200b', '')).toBe(
    'The *floor*. Shared by <@U0ADA>. nobody_idle. Signed in: 18:00 UTC. Type /queue. Is that all? ' +
      'Sales: 4 waiting. Sales: open. Idle: 2. As of 18:00 UTC. Late.',
  );
  expect(toMessage(VIEW, '\n').text.split('\n')).toHaveLength(11);
});

test('a text that is too long still has the time of the figures', () => {
  const long: Part = { kind: 'sentences', sentences: [['x'.repeat(9000)]] };
  expect(toMessage([long, ...VIEW]).text).toMatch(/^x+… As of 18:00 UTC\. Late\.$/);
});

test('the blocks have times in the reader’s zone, and names unchanged', () => {
  const message = toMessage(VIEW);
  expect(message.blocks.map(({ type }) => type)).toEqual([
    ...SHOWN,
    'data_visualization',
    'context',
    'rich_text',
    'table',
    ...MORE,
  ]);
  expect(markupOf(message.blocks)).toEqual([
    'Shared by <@U0ADA>',
    ':warning: *nobody_idle*',
    `*Signed in*\n${AT.token}`,
    'Without the night',
    '*Idle*\n2',
    `As of ${AT.token}\nLate`,
  ]);
  expect(messageViolations(message)).toEqual([]);
});

test('the fallback has tables in words, and omits charts with their notes', () => {
  const { fallback } = toMessage(VIEW);
  expect(fallback?.blocks.map(({ type }) => type)).toEqual([...SHOWN, 'rich_text', 'rich_text', ...MORE]);
  expect(JSON.stringify(fallback?.blocks)).toContain('Sales: 4 waiting.');
});

test('the fallback belongs to the kind of block that it lacks', () => {
  const lines = { kind: 'table', block: TABLE, lines: [['Sales']] } as const;
  const without = (parts: Part[]) => toMessage(parts).fallback?.without;
  expect([without([CHART]), without([lines]), without([{ ...lines, lines: null }]), without([])]).toEqual([
    'data_visualization',
    'table',
    undefined,
    undefined,
  ]);
});

test('the text form has a paragraph for each part of a view', () => {
  expect(markupOf(textBlocksOf(VIEW))).toHaveLength(8);
});

test('sentences become a message of lines', () => {
  const { text, blocks, fallback } = sentencesMessage([['One.'], ['Two.']]);
  expect([text, blocks.length, fallback]).toEqual(['One.\nTwo.', 1, undefined]);
});
