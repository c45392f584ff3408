import type { types } from '@slack/bolt';
import type { ChartBlock } from './chart-block.ts';
import { truncate } from './escaping.ts';
import { LIMITS } from './limits.ts';
import { richTextBlocks } from './rich-text.ts';
import type { Sentence } from './sentence.ts';
import { type FittedTable, fitTable, type TableContent } from './table-block.ts';

// Builders of everything that Slack shows, within Slack's limits: no other module of src/ reads LIMITS.

export type Block = types.KnownBlock | ChartBlock;
export type ActionElement = types.ActionsBlock['elements'][number];
/** An element at the right of a section. */
export type Accessory = types.Button | types.Overflow;

export interface ConfirmWords {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

export function button(given: {
  readonly action: string;
  readonly text: string;
  readonly value?: string;
  /** What a screen reader says instead of the text. */
  readonly label?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: ConfirmWords | undefined;
}): types.Button {
  const { action, text, value, label, style, confirm } = given;
  return {
    type: 'button',
    action_id: action,
    text: plainText(text, LIMITS.buttonText),
    ...(value === undefined ? {} : { value }),
    ...(label === undefined ? {} : { accessibility_label: truncate(label, LIMITS.accessibilityLabel) }),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm: confirmDialog(confirm, style) }),
  };
}

function confirmDialog(words: ConfirmWords, style?: 'primary' | 'danger'): types.ConfirmationDialog {
  return {
    title: plainText(words.title, LIMITS.confirmTitle),
    text: plainText(words.text, LIMITS.confirmText),
    confirm: plainText(words.confirm, LIMITS.confirmButton),
    deny: plainText(words.deny, LIMITS.confirmButton),
    ...(style === undefined ? {} : { style }),
  };
}

export function option(text: string, value: string): types.PlainTextOption {
  return { text: plainText(text, LIMITS.optionText), value };
}

/** The first options that fit in one menu; also the answer to a menu with search. */
export function menuOptions(options: readonly types.PlainTextOption[]): types.PlainTextOption[] {
  return options.slice(0, LIMITS.selectOptions);
}

/** A menu, or nothing without options: Slack takes no empty menu. */
export function selectMenu(given: {
  readonly action: string;
  readonly placeholder: string;
  readonly options: readonly types.PlainTextOption[];
}): types.StaticSelect[] {
  const { action, options } = given;
  if (options.length === 0) return [];
  const placeholder = plainText(given.placeholder, LIMITS.placeholder);
  return [{ type: 'static_select', action_id: action, placeholder, options: menuOptions(options) }];
}

/** The menu behind "…", with the first options that fit. Slack takes no fewer than two. */
export function overflowMenu(action: string, options: readonly types.PlainTextOption[]): types.Overflow {
  return { type: 'overflow', action_id: action, options: options.slice(0, LIMITS.overflowOptions) };
}

/** Returns true if {@link overflowMenu} has room for this many options. */
export function fitsOverflowMenu(options: number): boolean {
  return options <= LIMITS.overflowOptions;
}

export function multiSearchMenu(given: {
  readonly action: string;
  readonly placeholder: string;
  readonly chosen: readonly types.PlainTextOption[];
  readonly max?: number;
}): types.MultiExternalSelect {
  const { action, placeholder, chosen, max } = given;
  const initial = menuOptions(chosen.slice(0, max));
  return {
    type: 'multi_external_select',
    action_id: action,
    min_query_length: 0,
    ...(max === undefined ? {} : { max_selected_items: max }),
    placeholder: plainText(placeholder, LIMITS.placeholder),
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

export function searchMenu(given: {
  readonly action: string;
  readonly placeholder: string;
  readonly chosen: types.PlainTextOption;
}): types.ExternalSelect {
  return {
    type: 'external_select',
    action_id: given.action,
    min_query_length: 0,
    placeholder: plainText(given.placeholder, LIMITS.placeholder),
    initial_option: given.chosen,
  };
}

/** A field for one line of text. `max`: maximum length of the text, in characters. */
export function textField(given: {
  readonly action: string;
  readonly max: number;
  readonly placeholder?: string;
  readonly text?: string;
  readonly hasFocus?: boolean;
}): types.PlainTextInput {
  const { action, max, placeholder, text, hasFocus = false } = given;
  return {
    type: 'plain_text_input',
    action_id: action,
    max_length: max,
    ...(hasFocus ? { focus_on_load: true } : {}),
    ...(placeholder === undefined ? {} : { placeholder: plainText(placeholder, LIMITS.placeholder) }),
    ...(text === undefined ? {} : { initial_value: text.slice(0, max) }),
  };
}

export function input(given: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
  readonly element: types.InputBlock['element'];
}): types.InputBlock {
  const { id, label, hint, isOptional = false, element } = given;
  return {
    type: 'input',
    block_id: id,
    ...(isOptional ? { optional: true } : {}),
    label: plainText(label, LIMITS.inputLabel),
    ...(hint === undefined ? {} : { hint: plainText(hint, LIMITS.inputLabel) }),
    element,
  };
}

export function modal(given: {
  readonly title: string;
  readonly close: string;
  /** The callback id of the view's submission. */
  readonly callback?: string;
  readonly submit?: string;
  readonly metadata?: string;
  readonly blocks: readonly Block[];
}): types.ModalView {
  const { title, close, callback, submit, metadata, blocks } = given;
  return {
    type: 'modal',
    title: plainText(title, LIMITS.viewTitle),
    close: plainText(close, LIMITS.viewTitle),
    ...(callback === undefined ? {} : { callback_id: callback }),
    ...(metadata === undefined ? {} : { private_metadata: metadata }),
    ...(submit === undefined ? {} : { submit: plainText(submit, LIMITS.viewTitle) }),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

export function homePage(blocks: readonly Block[]): types.HomeView {
  return { type: 'home', blocks: blocks.slice(0, LIMITS.viewBlocks) };
}

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header) };
}

export function context(texts: readonly string[]): types.ContextBlock {
  const elements = texts.slice(0, LIMITS.contextElements);
  return { type: 'context', elements: elements.map((text) => markup(truncate(text, LIMITS.sectionText))) };
}

export function actions(elements: readonly ActionElement[]): types.ActionsBlock {
  return { type: 'actions', elements: elements.slice(0, LIMITS.actionElements) };
}

/** A paragraph of mrkdwn. @param text our own words, or the markup of a sentence */
export function markupSection(text: string, accessory?: Accessory): types.SectionBlock {
  return {
    type: 'section',
    text: markup(truncate(text, LIMITS.sectionText)),
    ...(accessory === undefined ? {} : { accessory }),
  };
}

/** A paragraph of literal text, with labelled figures below it. */
export function plainSection(
  text: string,
  given: { readonly fields?: readonly string[]; readonly accessory?: Accessory } = {},
): types.SectionBlock {
  const { fields = [], accessory } = given;
  return {
    type: 'section',
    text: plainText(text, LIMITS.sectionText),
    ...(fields.length === 0 ? {} : { fields: fields.slice(0, LIMITS.sectionFields).map(field) }),
    ...(accessory === undefined ? {} : { accessory }),
  };
}

/** Two columns of mrkdwn, in as many blocks as needed. */
export function fieldSections(texts: readonly string[]): types.SectionBlock[] {
  const starts = texts.flatMap((_, index) => (index % LIMITS.sectionFields === 0 ? [index] : []));
  return starts.map((start) => ({
    type: 'section',
    fields: texts.slice(start, start + LIMITS.sectionFields).map(field),
  }));
}

function field(text: string): types.MrkdwnElement {
  return markup(truncate(text, LIMITS.fieldText));
}

/** Literal text, in as many blocks as needed. Names in it can neither format nor mention. */
export function richText(sentences: readonly Sentence[]): types.RichTextBlock[] {
  return richTextBlocks(sentences, LIMITS.richTextText);
}

/** A table of literal text under a row of headings, with as many rows as fit. */
export function table(given: TableContent): FittedTable {
  return fitTable(given, { rows: LIMITS.tableRows, text: LIMITS.tableText });
}

/** A bar for each category and series. The values of a series are in the order of the categories. */
export function barChart(given: {
  readonly title: string;
  readonly axis: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}): ChartBlock {
  const { title, axis, categories, series } = given;
  const labels = categories
    .slice(0, LIMITS.chartCategories)
    .map((label) => truncate(label, LIMITS.chartLabel));
  return {
    type: 'data_visualization',
    title: truncate(title, LIMITS.chartTitle),
    chart: {
      type: 'bar',
      series: series.slice(0, LIMITS.chartSeries).map(({ name, values }) => ({
        name: truncate(name, LIMITS.chartLabel),
        data: labels.map((label, index) => ({ label, value: values[index] ?? 0 })),
      })),
      axis_config: { categories: labels, y_label: truncate(axis, LIMITS.chartAxisLabel) },
    },
  };
}

/** Returns true if {@link barChart} has room for this many categories. */
export function fitsChart(categories: number): boolean {
  return categories <= LIMITS.chartCategories;
}

export function messageBlocks(blocks: readonly Block[]): Block[] {
  return blocks.slice(0, LIMITS.messageBlocks);
}

/** The text of a message. A text that is too long is cut before its `end`. */
export function messageText(text: string, end = ''): string {
  return truncate(`${truncate(text, LIMITS.messageText - end.length)}${end}`, LIMITS.messageText);
}

/** Room that these blocks leave in a message, in characters of JSON; negative if they are too large. */
export function roomBeside(blocks: readonly object[]): number {
  return LIMITS.messageSize - JSON.stringify(blocks).length;
}

/** Returns true if the blocks are not empty and not too large for one message. */
export function fits(blocks: readonly object[]): boolean {
  return blocks.length > 0 && roomBeside(blocks) >= 0;
}

function markup(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

function plainText(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: truncate(text, max), emoji: false };
}
