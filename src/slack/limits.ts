import type { types } from '@slack/bolt';
import type { ChartBlock } from './blocks/chart.ts';

/** Block Kit's limits, in characters or entries, as far as our builders reach them (Slack's Block Kit reference). */
export const LIMITS = {
  messageText: 4000,
  messageBlocks: 50,
  viewBlocks: 100,
  viewBytes: 250_000,
  viewTitle: 24,
  header: 150,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  optionText: 75,
  /** 75 in the client library's own comment, 150 in the documents: the smaller one holds for both. */
  optionValue: 75,
  placeholder: 150,
  inputLabel: 2000,
  identifier: 255,
  richTextText: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  menuOptions: 100,
  chartTitle: 50,
  /** Slack's page says 6; another client documents 12. */
  chartSeries: 6,
  chartCategories: 20,
  chartLabel: 20,
  chartAxisLabel: 50,
  chartsPerMessage: 2,
  tablesPerMessage: 1,
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 10_000,
  /** Ours: so that a table of long names still has room for a hundred. */
  tableName: 30,
} as const;

type Block = types.KnownBlock | ChartBlock;

/** What Slack would refuse in a message; empty when nothing. */
export function messageViolations(message: { text: string; blocks: readonly Block[] }): string[] {
  return [
    ...within('message text', message.text, LIMITS.messageText),
    ...atMost('message blocks', message.blocks.length, LIMITS.messageBlocks),
    ...atMost('tables', countOf(message.blocks, 'table'), LIMITS.tablesPerMessage),
    ...atMost('charts', countOf(message.blocks, 'data_visualization'), LIMITS.chartsPerMessage),
    ...blocksViolations(message.blocks),
  ];
}

function countOf(blocks: readonly Block[], type: Block['type']): number {
  return blocks.filter((block) => block.type === type).length;
}

/** What Slack would refuse in a modal or a Home; empty when nothing. */
export function viewViolations(view: types.View): string[] {
  const titles =
    view.type === 'modal'
      ? [view.title, view.submit, view.close].flatMap((text) =>
          text === undefined ? [] : within('view title or button', text.text, LIMITS.viewTitle),
        )
      : [];
  const blocks = view.blocks.filter((block): block is Block => 'type' in block);
  return [
    ...titles,
    ...atMost('view blocks', blocks.length, LIMITS.viewBlocks),
    ...atMost('view bytes', Buffer.byteLength(JSON.stringify(view)), LIMITS.viewBytes),
    ...blocksViolations(blocks),
  ];
}

function blocksViolations(blocks: readonly Block[]): string[] {
  const ids = blocks.flatMap((block) => block.block_id ?? []);
  const twice = ids.length === new Set(ids).size ? [] : ['a block_id is used twice'];
  return [...twice, ...blocks.flatMap(blockViolations)];
}

function blockViolations(block: Block): string[] {
  if (block.type === 'divider') return [];
  if (block.type === 'header') return within('header', block.text.text, LIMITS.header);
  if (block.type === 'section') return sectionViolations(block);
  if (block.type === 'context') return contextViolations(block);
  if (block.type === 'rich_text') return richTextViolations(block);
  if (block.type === 'input') {
    return [...within('label', block.label.text, LIMITS.inputLabel), ...elementViolations(block.element)];
  }
  if (block.type === 'actions') {
    const { elements } = block;
    return [
      ...between('action elements', elements.length, LIMITS.actionElements),
      ...elements.flatMap(elementViolations),
    ];
  }
  if (block.type === 'table') return tableViolations(block);
  if (block.type === 'data_visualization') return chartViolations(block);
  return [`no builder of ours sends a ${block.type} block`];
}

function sectionViolations({ text, fields = [], accessory }: types.SectionBlock): string[] {
  return [
    ...(text === undefined ? [] : within('section', text.text, LIMITS.sectionText)),
    ...atMost('section fields', fields.length, LIMITS.sectionFields),
    ...fields.flatMap((field) => within('field', field.text, LIMITS.fieldText)),
    ...(accessory === undefined ? [] : elementViolations(accessory)),
  ];
}

function contextViolations({ elements }: types.ContextBlock): string[] {
  const texts = elements.flatMap((element) => (element.type === 'image' ? [] : element.text));
  return [
    ...between('context elements', elements.length, LIMITS.contextElements),
    ...texts.flatMap((text) => within('context', text, LIMITS.sectionText)),
  ];
}

/** What our elements have in common, as far as it is limited. */
interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly accessibility_label?: string;
  readonly placeholder?: { readonly text: string };
  readonly options?: readonly { readonly text: { readonly text: string }; readonly value?: string }[];
}

function elementViolations(found: Element): string[] {
  return [
    ...within('action_id', found.action_id ?? 'none', LIMITS.identifier),
    ...(found.text === undefined ? [] : within('button text', found.text.text, LIMITS.buttonText)),
    ...(found.value === undefined ? [] : within('button value', found.value, LIMITS.buttonValue)),
    ...(found.accessibility_label === undefined
      ? []
      : within('accessibility label', found.accessibility_label, LIMITS.accessibilityLabel)),
    ...(found.placeholder === undefined
      ? []
      : within('placeholder', found.placeholder.text, LIMITS.placeholder)),
    ...(found.options ?? []).flatMap((option) => [
      ...within('option text', option.text.text, LIMITS.optionText),
      ...within('option value', option.value ?? '', LIMITS.optionValue),
    ]),
  ];
}

function richTextViolations(block: types.RichTextBlock): string[] {
  const texts = block.elements.flatMap((element) =>
    element.type === 'rich_text_section'
      ? element.elements.flatMap((leaf) => (leaf.type === 'text' ? [leaf.text] : []))
      : [],
  );
  const empty = texts.some((text) => text === '') ? ['empty rich text element'] : [];
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  return [...empty, ...atMost('rich text', total, LIMITS.richTextText)];
}

function tableViolations({ rows }: types.TableBlock): string[] {
  const texts = rows.flat().map((cell) => (cell.type === 'raw_text' ? cell.text : ''));
  const uneven = rows.some((row) => row.length !== rows[0]?.length) ? ['table rows of unequal length'] : [];
  return [
    ...uneven,
    ...between('table rows', rows.length, LIMITS.tableRows),
    ...rows.flatMap((row) => between('table cells', row.length, LIMITS.tableColumns)),
    ...texts.flatMap((text) => within('table cell', text, LIMITS.tableCharacters)),
    ...atMost(
      'table text',
      texts.reduce((sum, text) => sum + text.length, 0),
      LIMITS.tableCharacters,
    ),
  ];
}

function chartViolations({ title, chart }: ChartBlock): string[] {
  const { categories, x_label, y_label } = chart.axis_config;
  const names = chart.series.map(({ name }) => name);
  const isWhole = chart.series.every(({ data }) => data.map(({ label }) => label).join() === categories.join());
  return [
    ...within('chart title', title, LIMITS.chartTitle),
    ...between('chart series', names.length, LIMITS.chartSeries),
    ...between('chart categories', categories.length, LIMITS.chartCategories),
    ...[...names, ...categories].flatMap((label) => within('chart label', label, LIMITS.chartLabel)),
    ...[x_label, y_label].flatMap((label) =>
      label === undefined ? [] : within('axis label', label, LIMITS.chartAxisLabel),
    ),
    ...(new Set(names).size === names.length ? [] : ['chart series share a name']),
    ...(new Set(categories).size === categories.length ? [] : ['chart categories share a name']),
    ...(isWhole ? [] : ['a chart series lacks a category']),
  ];
}

function within(name: string, text: string, longest: number): string[] {
  if (text.length === 0) return [`${name} is empty`];
  return atMost(name, text.length, longest);
}

function between(name: string, count: number, most: number): string[] {
  return count === 0 ? [`${name}: none`] : atMost(name, count, most);
}

function atMost(name: string, count: number, most: number): string[] {
  return count <= most ? [] : [`${name}: ${count} of at most ${most}`];
}
