import { type Block, isBlock } from './block.ts';
import { isObject, type JsonObject, listOf, objectsOf, textOf } from './json.ts';

/** The form of `state.values`: block id, then action id, then the value. */
export type FormState = Record<string, Record<string, JsonObject>>;

/** The input of a person: text, the value of an option, several values, nothing, or the whole state object. */
export type InputValue = string | number | readonly string[] | null | JsonObject;

export interface Element {
  type: string;
  action_id: string;
  [key: string]: unknown;
}

export interface PlacedElement {
  block: Block;
  blockId: string;
  element: Element;
}

/**
 * For each type of element, the field of the state that holds its value, and the field of the element with its initial
 * value.
 */
const VALUE_FIELDS: Record<string, { state: string; initial: string; many?: boolean; options?: boolean }> = {
  plain_text_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  rich_text_input: { state: 'rich_text_value', initial: 'initial_value' },
  static_select: { state: 'selected_option', initial: 'initial_option', options: true },
  external_select: { state: 'selected_option', initial: 'initial_option', options: true },
  multi_static_select: { state: 'selected_options', initial: 'initial_options', many: true, options: true },
  multi_external_select: { state: 'selected_options', initial: 'initial_options', many: true, options: true },
  users_select: { state: 'selected_user', initial: 'initial_user' },
  multi_users_select: { state: 'selected_users', initial: 'initial_users', many: true },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: {
    state: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
  },
  channels_select: { state: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels', many: true },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option', options: true },
  checkboxes: { state: 'selected_options', initial: 'initial_options', many: true, options: true },
  file_input: { state: 'files', initial: '', many: true },
};

/** All interactive elements, including those in containers and cards. */
export function elementsIn(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    const own = [
      block['accessory'],
      block['element'],
      ...listOf(block['elements']),
      ...listOf(block['actions']),
    ]
      .filter(isElement)
      .map((element) => ({ block, blockId: block.block_id ?? '', element }));
    const inner = [...listOf(block['child_blocks']), ...listOf(block['elements'])].filter(isBlock);
    return [...own, ...elementsIn(inner)];
  });
}

const isElement = (value: unknown): value is Element =>
  isObject(value) && typeof value['type'] === 'string' && typeof value['action_id'] === 'string';

/** The initial state of a form; `channel` is the person's present channel. */
export function initialState(blocks: readonly Block[], channel?: string): FormState {
  const state: FormState = {};
  for (const { blockId, element } of elementsIn(blocks)) {
    const field = VALUE_FIELDS[element.type];
    if (field === undefined) continue;
    const current =
      element['default_to_current_conversation'] === true && channel !== undefined
        ? field.many === true
          ? [channel]
          : channel
        : undefined;
    const value = element[field.initial] ?? current ?? (field.many === true ? [] : null);
    (state[blockId] ??= {})[element.action_id] = { type: element.type, [field.state]: value };
  }
  return state;
}

/** Returns the state object for a person's input; `undefined` if the element has no such option. */
export function enteredState(element: Element, entered: InputValue): JsonObject | undefined {
  const field = VALUE_FIELDS[element.type];
  if (field === undefined) return undefined;
  if (isObject(entered) && field.state in entered) return { type: element.type, ...entered };
  if (entered === null) return { type: element.type, [field.state]: field.many === true ? [] : null };
  if (field.options !== true) {
    const value = field.many === true ? [entered].flat() : entered;
    const numeric = element.type === 'datetimepicker' || typeof value !== 'number';
    return { type: element.type, [field.state]: numeric ? value : String(value) };
  }
  const chosen = [entered].flat().map((each) => optionFor(element, each));
  if (chosen.includes(undefined)) return undefined;
  return { type: element.type, [field.state]: field.many === true ? chosen : chosen[0] };
}

/**
 * Returns the option of an element by its value. An external select accepts any value, because its options come from
 * the app.
 */
export function optionFor(element: Element, chosen: unknown): JsonObject | undefined {
  if (isObject(chosen)) return chosen;
  const options = [
    ...objectsOf(element['options']),
    ...objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options'])),
  ];
  const own = options.find((option) => option['value'] === chosen);
  if (own !== undefined || !element.type.endsWith('external_select')) return own;
  return { text: { type: 'plain_text', text: String(chosen) }, value: String(chosen) };
}

/** The errors by block id that Slack's client finds itself, before it sends a form. */
export function formErrors(blocks: readonly Block[], state: FormState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, blockId, element } of elementsIn(blocks)) {
    const field = VALUE_FIELDS[element.type];
    if (field === undefined || block.type !== 'input') continue;
    const value = state[blockId]?.[element.action_id]?.[field.state];
    const empty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    const problem = empty
      ? block['optional'] === true
        ? undefined
        : 'Please complete this required field.'
      : lengthProblem(element, textOf(value));
    if (problem !== undefined) errors[blockId] = problem;
  }
  return errors;
}

function lengthProblem(element: Element, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const { min_length: min, max_length: max } = element;
  if (typeof min === 'number' && value.length < min) return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && value.length > max) return `Please enter at most ${max} characters.`;
  if (element.type === 'number_input' && !Number.isFinite(Number(value))) return 'Please enter a number.';
  return undefined;
}
