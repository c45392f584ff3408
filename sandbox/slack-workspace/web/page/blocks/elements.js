import { act, click, elementKey } from '../connection.js';
import { html } from '../html.js';
import { ask, store } from '../store.js';
import { Menu } from '../widgets/menu.js';
import { choices } from './choices.js';
import { fileInput } from './file-input.js';
import { datePicker, dateTimePicker, timePicker } from './pickers.js';
import { pictureUrl } from './pictures.js';
import { RichTextInput } from './rich-text-input.js';
import { select } from './selects.js';
import { plainOf, withEmoji } from './text.js';
import { area, line } from './text-inputs.js';

/**
 * One element of a block; `field` has the label and errors of its input block.
 *
 * @param {import('./field-state.js').Place} place
 * @param {{ label?: string, isBad?: boolean, describedBy?: string, isFirst?: boolean }} [field]
 */
export function element(place, block, it, field = {}) {
  const render = Object.hasOwn(ELEMENTS, it.type) ? ELEMENTS[it.type] : unknown;
  return render(place, block, it, { ...field, isFirst: it.focus_on_load === true });
}

const unknown = (_place, _block, it) =>
  html`<span class="unknown">This page does not know the element “${it.type}”.</span>`;

const isBusy = (place, block, it) => store.busy.has(elementKey(place, block, it));

function button(place, block, it) {
  const press = async () => {
    if (!(await ask(it.confirm))) return;
    if (it.url !== undefined && /^https?:/i.test(it.url))
      window.open(it.url, '_blank', 'noopener,noreferrer');
    await click(place, block, it);
  };
  return html`
    <button
      type="button"
      class=${`button ${it.style ?? ''}`}
      aria-label=${it.accessibility_label}
      aria-busy=${isBusy(place, block, it) ? 'true' : undefined}
      onClick=${() => void press()}
    >
      ${withEmoji(plainOf(it.text))}${it.url === undefined ? null : html`<span class="quiet" aria-hidden="true"> ↗</span>`}
    </button>
  `;
}

const iconButton = (place, block, it) =>
  it.visible_to_user_ids?.includes(store.workspace.me) === false ? null : button(place, block, it);

/** A button without effect, because the page has no workflows. */
const workflowButton = (_place, _block, it) =>
  html`<button type="button" class="button" aria-disabled="true" title="Workflows do not run here">${plainOf(it.text)}</button>`;

const feedbackButtons = (place, block, it) => html`
  <span class="segments" role="group" aria-label="Feedback">
    ${[it.positive_button, it.negative_button].map(
      ({ text, value, accessibility_label: label }) => html`
        <button type="button" aria-label=${label} onClick=${() => void click(place, block, it, value)}>
          ${withEmoji(plainOf(text))}
        </button>
      `,
    )}
  </span>
`;

function overflow(place, block, it) {
  const items = it.options.map((option) => ({
    label: plainOf(option.text),
    hint: plainOf(option.description),
    run: async () => {
      if (option.url !== undefined && /^https?:/i.test(option.url)) {
        window.open(option.url, '_blank', 'noopener,noreferrer');
      }
      if (await ask(it.confirm)) await click(place, block, it, option.value);
    },
  }));
  return html`
    <${Menu} class="button icon" label=${overflowLabel(block)} items=${items} busy=${isBusy(place, block, it)}>⋯<//>
  `;
}

/** The label of an overflow menu. Lists have one menu in each row, so the label includes the row's text. */
function overflowLabel(block) {
  const text = plainOf(block.text)
    .split('\n')[0]
    .replaceAll(/[*_~`]|<[^>]*>/g, '')
    .trim();
  return text === '' ? 'More actions' : `More actions: ${text.slice(0, 60)}`;
}

const image = (_place, _block, it) =>
  html`<img class="element-image" src=${pictureUrl(it)} alt=${it.alt_text} />`;

/** Returns a function that asks the app for options while the person types. */
const suggest = (place, it) => async (typed) =>
  (await act({ act: 'suggest', target: place.target, actionId: it.action_id, typed }))?.options ?? [];

const typed = (type) => (place, block, it, field) => line(place, block, it, field, type);
const one = (place, block, it, field) => select(place, block, it, field, suggest(place, it));

const ELEMENTS = {
  button,
  icon_button: iconButton,
  workflow_button: workflowButton,
  feedback_buttons: feedbackButtons,
  overflow,
  image,
  static_select: one,
  external_select: one,
  users_select: one,
  conversations_select: one,
  channels_select: one,
  multi_static_select: one,
  multi_external_select: one,
  multi_users_select: one,
  multi_conversations_select: one,
  multi_channels_select: one,
  checkboxes: choices,
  radio_buttons: choices,
  plain_text_input: (place, block, it, field) =>
    it.multiline ? area(place, block, it, field) : line(place, block, it, field, 'text'),
  email_text_input: typed('email'),
  url_text_input: typed('url'),
  number_input: typed('number'),
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  rich_text_input: (place, block, it, field) =>
    html`<${RichTextInput} place=${place} block=${block} it=${it} field=${field} />`,
  file_input: fileInput,
};
