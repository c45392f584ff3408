import { click, enter } from '../connection.js';
import { ask, store } from '../store.js';

/**
 * The place of an element: the target of actions, and the form that keeps the input.
 *
 * @typedef {object} Place
 * @property {string} formId
 * @property {object} target a message or view in the server's form
 * @property {Record<string, Record<string, object>>} [state] of a view
 * @property {Record<string, string>} [errors] of a modal, by block id
 */

/**
 * For each type of element, the field of Slack's state object with its value, and the field of the element with its
 * initial value.
 */
const FIELDS = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  file_input: ['files', 'initial_files'],
};

/** The value of a field: the person's input, else the view's state, else the app's initial value. */
export function standing(place, block, it) {
  const [field, initial] = FIELDS[it.type];
  const entered = store.entered[place.formId]?.[`${block.block_id}.${it.action_id}`];
  const known = entered ?? place.state?.[block.block_id]?.[it.action_id];
  return known !== undefined && field in known ? known[field] : it[initial];
}

/** Stores input while the person types. */
export function keep(place, block, it, value) {
  enter(place, `${block.block_id}.${it.action_id}`, { [FIELDS[it.type][0]]: value });
}

/** Whether an action is sent at once: outside input blocks, and in input blocks with `dispatch_action`. */
const isSentAtOnce = (block) => block.type !== 'input' || block.dispatch_action === true;

/** Enters a value, after a confirmation if the element has one, and sends the action. */
export async function choose(place, block, it, value) {
  if (!(await ask(it.confirm))) return;
  keep(place, block, it, value);
  if (isSentAtOnce(block)) await click(place, block, it, { [FIELDS[it.type][0]]: value });
}

/** Whether a text field sends an action on this trigger: on Enter, or with each character, as the app chose. */
export const isSentOn = (block, it, trigger) =>
  isSentAtOnce(block) &&
  (it.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']).includes(trigger);
