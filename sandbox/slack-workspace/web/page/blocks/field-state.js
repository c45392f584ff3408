import { click, enter } from '../connection.js';
import { ask, store } from '../store.js';

/**
 * Where an element stands: what to act on, and which form keeps what is entered.
 *
 * @typedef {object} Place
 * @property {string} formId
 * @property {object} target as the server takes it: a message's or a view's
 * @property {Record<string, Record<string, object>>} [state] of a view
 * @property {Record<string, string>} [errors] of a modal, by block id
 */

/** Which field of Slack's state object holds an element's value, and which of the element's own starts it. */
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

/** What stands in a field: entered, else in the view's state, else what the app began with. */
export function standing(place, block, it) {
  const [field, initial] = FIELDS[it.type];
  const entered = store.entered[place.formId]?.[`${block.block_id}.${it.action_id}`];
  const known = entered ?? place.state?.[block.block_id]?.[it.action_id];
  return known !== undefined && field in known ? known[field] : it[initial];
}

/** Keeps what is being typed. */
export function keep(place, block, it, value) {
  enter(place, `${block.block_id}.${it.action_id}`, { [FIELDS[it.type][0]]: value });
}

/** Whether the app hears at once: outside input blocks, and where it asked for it. */
const isHeard = (block) => block.type !== 'input' || block.dispatch_action === true;

/** Enters a value; where the element asks for it, the person confirms first, and the app hears. */
export async function choose(place, block, it, value) {
  if (!(await ask(it.confirm))) return;
  keep(place, block, it, value);
  if (isHeard(block)) await click(place, block, it, { [FIELDS[it.type][0]]: value });
}

/** For fields that one types in: the app hears on Enter, or with each character, as it asked. */
export const isHeardOn = (block, it, trigger) =>
  isHeard(block) && (it.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']).includes(trigger);
