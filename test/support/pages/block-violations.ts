import type { types } from '@slack/bolt';
import type { ChartBlock } from '../../../src/slack/block-kit/chart-block.ts';
import { LIMITS as ENFORCED } from '../../../src/slack/block-kit/limits.ts';

/** All limits of Slack's Block Kit reference: those that the bot enforces, and those that its views never reach. */
export const LIMITS = {
  ...ENFORCED,
  viewBytes: 250_000,
  buttonValue: 2000,
  /** 75 in the comment of the client library, 150 in the documents; the smaller one satisfies both. */
  optionValue: 75,
  identifier: 255,
  tables: 1,
  tableCells: 20,
  /** Enforced by Slack, but not documented. */
  charts: 2,
} as const;

type Block = types.KnownBlock | ChartBlock;

/** Returns the reasons for which Slack would reject a message; empty for a valid one. */
export function messageViolations(message: { text: string; blocks: readonly Block[] }): string[] {
  return [
    ...within('message text', message.text, LIMITS.messageText),
    ...atMost('message blocks', message.blocks.length, LIMITS.messageBlocks),
    ...atMost('tables', message.blocks.filter(({ type }) => type === 'table').length, LIMITS.tables),
    ...atMost(
      'charts',
      message.blocks.filter(({ type }) => type === 'data_visualization').length,
      LIMITS.charts,
    ),
    ...blocksViolations(message.blocks),
  ];
}

/** Returns the reasons for which Slack would reject a modal or a Home; empty for a valid one. */
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
    ...blocks.flatMap(({ type }) => (MESSAGES_ONLY.has(type) ? [`a ${type} block in a view`] : [])),
    ...blocksViolations(blocks),
  ];
}

/**
 * Blocks that are valid in messages only. Slack's own lists disagree about views; the stricter reading applies to all
 * views.
 */
const MESSAGES_ONLY: ReadonlySet<string> = new Set(['table', 'data_visualization']);

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
  if (block.type === 'table') return tableViolations(block);
  if (block.type === 'data_visualization') return chartViolations(block);
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

function tableViolations({ rows, column_settings = [] }: types.TableBlock): string[] {
  const texts = rows.flat().map((cell) => ('text' in cell ? (cell.text ?? '') : ''));
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  return [
    ...between('table rows', rows.length, LIMITS.tableRows),
    ...rows.flatMap((row) => between('table cells', row.length, LIMITS.tableCells)),
    ...atMost('column settings', column_settings.length, LIMITS.tableCells),
    ...texts.flatMap((text) => (text === '' ? ['an empty table cell'] : [])),
    ...atMost('table text', total, LIMITS.tableText),
  ];
}

function chartViolations({ title, chart }: ChartBlock): string[] {
  const { categories } = chart.axis_config;
  const labels = [...categories, ...chart.series.map(({ name }) => name)];
  const uncovered = chart.series.filter(
    ({ data }) => data.map(({ label }) => label).join('\n') !== categories.join('\n'),
  );
  return [
    ...within('chart title', title, LIMITS.chartTitle),
    ...between('chart series', chart.series.length, LIMITS.chartSeries),
    ...between('chart categories', categories.length, LIMITS.chartCategories),
    ...labels.flatMap((label) => within('chart label', label, LIMITS.chartLabel)),
    ...(new Set(categories).size === categories.length ? [] : ['a chart category twice']),
    ...uncovered.map(({ name }) => `the series ${name} has other points than the chart has categories`),
  ];
}

function contextViolations({ elements }: types.ContextBlock): string[] {
  const texts = elements.flatMap((element) => (element.type === 'image' ? [] : element.text));
  return [
    ...between('context elements', elements.length, LIMITS.contextElements),
    ...texts.flatMap((text) => within('context', text, LIMITS.sectionText)),
  ];
}

/** The limited fields that our elements share. */
interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly accessibility_label?: string;
  readonly placeholder?: { readonly text: string };
  readonly options?: readonly Option[];
  readonly initial_options?: readonly Option[];
  readonly confirm?: {
    readonly title?: { readonly text: string };
    readonly text: { readonly text: string };
    readonly confirm?: { readonly text: string };
    readonly deny?: { readonly text: string };
  };
}

interface Option {
  readonly text: { readonly text: string };
  readonly value?: string;
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
    ...(found.options === undefined ? [] : optionsViolations(found.type, found.options.length)),
    ...[...(found.options ?? []), ...(found.initial_options ?? [])].flatMap((option) => [
      ...within('option text', option.text.text, LIMITS.optionText),
      ...within('option value', option.value ?? '', LIMITS.optionValue),
    ]),
    ...confirmViolations(found.confirm),
  ];
}

/**
 * Checks the number of options. Slack's present documents have no minimum for an overflow menu; earlier ones had two.
 */
function optionsViolations(type: string, count: number): string[] {
  if (type !== 'overflow') return between('options', count, LIMITS.selectOptions);
  return count < 2
    ? [`overflow options: ${count}`]
    : atMost('overflow options', count, LIMITS.overflowOptions);
}

function confirmViolations(confirm: Element['confirm']): string[] {
  if (confirm === undefined) return [];
  const buttons = [confirm.confirm, confirm.deny].filter((text) => text !== undefined);
  return [
    ...(confirm.title === undefined ? [] : within('confirm title', confirm.title.text, LIMITS.confirmTitle)),
    ...within('confirm text', confirm.text.text, LIMITS.confirmText),
    ...buttons.flatMap(({ text }) => within('confirm button', text, LIMITS.confirmButton)),
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

function within(name: string, text: string, longest: number): string[] {
  if (text.length === 0) return [`${name} is empty`];
  return atMost(name, text.length, longest);
}

function between(name: string, count: number, max: number): string[] {
  return count === 0 ? [`${name}: none`] : atMost(name, count, max);
}

function atMost(name: string, count: number, max: number): string[] {
  return count <= max ? [] : [`${name}: ${count} of at most ${max}`];
}
