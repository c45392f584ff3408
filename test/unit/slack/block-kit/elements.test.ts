import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  actions,
  type Block,
  barChart,
  button,
  context,
  fieldSections,
  header,
  homePage,
  input,
  markupSection,
  messageBlocks,
  messageText,
  modal,
  multiSearchMenu,
  option,
  overflowMenu,
  plainSection,
  richText,
  selectMenu,
  table,
  textField,
} from '../../../../src/slack/block-kit/elements.ts';
import { messageViolations, viewViolations } from '../../../support/pages/block-violations.ts';

const LONG = 'x'.repeat(20_000);
const MANY = Array.from({ length: 200 }, (_, index) => `${index} ${LONG}`);

const options = MANY.map((text, index) => option(text, String(index)));
const confirm = { title: LONG, text: LONG, confirm: LONG, deny: LONG };
const anyButton = button({ action: 'a', text: LONG, label: LONG, value: 'v', style: 'danger', confirm });

const blocks: Block[] = [
  header(LONG),
  context(MANY),
  markupSection(LONG, anyButton),
  plainSection(LONG, { fields: MANY, accessory: overflowMenu('b', options) }),
  ...fieldSections(MANY),
  ...richText(MANY.map((text) => [text])).slice(0, 3),
  actions([...selectMenu({ action: 'c', placeholder: LONG, options }), ...MANY.map(() => anyButton)]),
];

test('any content of a message is truncated to Slack’s limits', () => {
  const shown = [
    barChart({
      title: LONG,
      axis: LONG,
      categories: MANY,
      series: MANY.map((name) => ({ name, values: MANY.map((_, index) => index) })),
    }),
    table({
      headings: ['a', 'b'],
      rows: MANY.map((_, index) => [`row ${index}`, 'x'.repeat(200)]),
      columns: [{ is_wrapped: true }, { align: 'right' }],
    }).block,
    ...blocks,
    ...Array.from({ length: 50 }, () => header('more')),
  ];
  expect(messageViolations({ text: messageText(LONG), blocks: messageBlocks(shown) })).toEqual([]);
});

test('a text that is too long keeps its end', () => {
  const text = messageText(`Queues. ${LONG}`, ' As of 18:00 UTC.');
  expect(text).toHaveLength(4000);
  expect(text).toMatch(/^Queues\. x+… As of 18:00 UTC\.$/);
});

test('a table has the number of omitted rows', () => {
  const rows = Array.from({ length: 120 }, (_, index) => [String(index)]);
  const { block, leftOut } = table({ headings: ['number'], rows, columns: [{ align: 'right' }] });
  expect([block.rows.length, leftOut]).toEqual([100, 21]);
});

test('any content of a form or App Home is truncated to Slack’s limits', () => {
  const fields = Array.from({ length: 150 }, (_, index) =>
    input({
      id: `field ${index}`,
      label: LONG,
      hint: LONG,
      element:
        index % 2 === 0
          ? multiSearchMenu({ action: 'a', placeholder: LONG, chosen: options, max: 300 })
          : textField({ action: 'b', max: 300, placeholder: LONG, text: LONG }),
    }),
  );
  const form = modal({ title: LONG, close: LONG, submit: LONG, callback: 'c', blocks: fields.slice(0, 20) });
  expect(viewViolations(form)).toEqual([]);
  expect(modal({ title: 'a', close: 'b', blocks: fields }).blocks).toHaveLength(100);
  expect(viewViolations(homePage(Array.from({ length: 150 }, () => header('x'))))).toEqual([]);
});

test('there is no menu without options', () => {
  expect(selectMenu({ action: 'a', placeholder: 'b', options: [] })).toEqual([]);
  expect(multiSearchMenu({ action: 'a', placeholder: 'b', chosen: [] })).not.toHaveProperty(
    'initial_options',
  );
});

test('no other module of src/ reads the limits', () => {
  const src = fileURLToPath(new URL('../../../../src/', import.meta.url));
  const readers = globSync('**/*.ts', { cwd: src }).filter((file) =>
    /from '[^']*\/limits\.ts'/.test(readFileSync(`${src}${file}`, 'utf8')),
  );
  expect(readers).toEqual(['slack/block-kit/elements.ts']);
});
