import { html } from '../html.js';
import { personName } from '../names.js';
import { enter, store } from '../store.js';
import { plainOf, textObject } from './text.js';

/**
 * Where an element stands: how to act on it, and which form keeps what is entered.
 *
 * @typedef {object} Place
 * @property {string} formId
 * @property {(actionId: string, blockId: string, value?: unknown) => void} click
 * @property {(actionId: string, typed: string) => Promise<object[]>} suggest
 */

const fieldKey = (block, element) => `${block.block_id}.${element.action_id}`;

/** What stands in a field: what was entered here, else what the app began with. */
const standing = (place, block, element, initial) =>
  store.entered[place.formId]?.[fieldKey(block, element)] ?? initial ?? '';

/** Enters a value; outside input blocks, and where the app asked for it, the app hears at once. */
function set(place, block, element, value) {
  enter(place.formId, fieldKey(block, element), value);
  if (block.type !== 'input' || block.dispatch_action) place.click(element.action_id, block.block_id, value);
}

function confirmed(confirm) {
  if (confirm === undefined) return true;
  return window.confirm([plainOf(confirm.title), plainOf(confirm.text)].filter(Boolean).join('\n\n'));
}

/** @param {Place} place */
export function element(place, block, it, label) {
  switch (it.type) {
    case 'button':
      return button(place, block, it);
    case 'workflow_button':
    case 'icon_button':
      return html`<button type="button" disabled>${plainOf(it.text)}</button>`;
    case 'image':
      return html`<img class="element-image" src=${it.image_url} alt=${it.alt_text} />`;
    case 'overflow':
      return overflow(place, block, it);
    case 'static_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return select(place, block, it, label, false);
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return select(place, block, it, label, true);
    case 'external_select':
    case 'multi_external_select':
      return externalSelect(place, block, it, label);
    case 'checkboxes':
      return choices(place, block, it, 'checkbox');
    case 'radio_buttons':
      return choices(place, block, it, 'radio');
    case 'plain_text_input':
      return it.multiline ? area(place, block, it, label) : typed(place, block, it, label, 'text');
    case 'email_text_input':
      return typed(place, block, it, label, 'email');
    case 'url_text_input':
      return typed(place, block, it, label, 'url');
    case 'number_input':
      return typed(place, block, it, label, 'number');
    case 'datepicker':
      return typed(place, block, it, label, 'date', it.initial_date);
    case 'timepicker':
      return typed(place, block, it, label, 'time', it.initial_time);
    default:
      return html`<span class="unknown">This page does not know the element “${it.type}”.</span>`;
  }
}

function button(place, block, it) {
  const press = () => {
    if (!confirmed(it.confirm)) return;
    if (it.url !== undefined && /^https?:/i.test(it.url))
      window.open(it.url, '_blank', 'noopener,noreferrer');
    place.click(it.action_id, block.block_id);
  };
  return html`
    <button type="button" class=${`button ${it.style ?? ''}`} aria-label=${it.accessibility_label} onClick=${press}>
      ${plainOf(it.text)}
    </button>
  `;
}

function overflow(place, block, it) {
  const choose = (event) => {
    const { value } = event.target;
    event.target.value = '';
    if (value !== '' && confirmed(it.confirm)) place.click(it.action_id, block.block_id, value);
  };
  return html`
    <select class="overflow" aria-label="More actions" onChange=${choose}>
      <option value="">⋯</option>
      ${it.options.map((option) => html`<option value=${option.value}>${plainOf(option.text)}</option>`)}
    </select>
  `;
}

/** The choices of a menu as [value, label] pairs, in groups where the app made some. */
function menuOptions(it) {
  if (it.type.endsWith('users_select')) {
    return store.workspace.people.filter(({ isBot }) => !isBot).map(({ id }) => [id, personName(id)]);
  }
  if (it.type.endsWith('channels_select') || it.type.endsWith('conversations_select')) {
    return store.workspace.channels
      .filter(({ kind }) => kind === 'channel')
      .map(({ id, name }) => [id, `#${name}`]);
  }
  const options = [...(it.options ?? []), ...(it.option_groups ?? []).flatMap((group) => group.options)];
  return options.map((option) => [option.value, plainOf(option.text)]);
}

function initialChoice(it, many) {
  if (many) {
    return (
      it.initial_options?.map(({ value }) => value) ??
      it.initial_users ??
      it.initial_channels ??
      it.initial_conversations ??
      []
    );
  }
  return it.initial_option?.value ?? it.initial_user ?? it.initial_channel ?? it.initial_conversation ?? '';
}

function select(place, block, it, label, many) {
  const value = standing(place, block, it, initialChoice(it, many));
  const choose = (event) =>
    set(
      place,
      block,
      it,
      many ? [...event.target.selectedOptions].map((option) => option.value) : event.target.value,
    );
  const chosen = (option) => (many ? [value].flat().includes(option) : value === option);
  return html`
    <select multiple=${many} aria-label=${label ?? plainOf(it.placeholder)} onChange=${choose}>
      ${many ? null : html`<option value="" disabled selected=${value === ''}>${plainOf(it.placeholder) || 'Select an item'}</option>`}
      ${menuOptions(it).map(([option, text]) => html`<option value=${option} selected=${chosen(option)}>${text}</option>`)}
    </select>
  `;
}

/** Options come from the app while the person types. */
function externalSelect(place, block, it, label) {
  const key = `${place.formId}/${fieldKey(block, it)}`;
  const offered = store.entered[key]?.options ?? [];
  const search = async (event) => {
    const text = event.target.value;
    const match = offered.find((option) => plainOf(option.text) === text);
    if (match !== undefined)
      return set(place, block, it, it.type.startsWith('multi_') ? [match.value] : match.value);
    if (text.length >= (it.min_query_length ?? 3))
      enter(key, 'options', await place.suggest(it.action_id, text));
  };
  return html`
    <input list=${key} aria-label=${label ?? plainOf(it.placeholder)} placeholder=${plainOf(it.placeholder)} onInput=${search} />
    <datalist id=${key}>
      ${offered.map((option) => html`<option value=${plainOf(option.text)}></option>`)}
    </datalist>
  `;
}

function choices(place, block, it, kind) {
  const initial = kind === 'radio' ? it.initial_option?.value : it.initial_options?.map(({ value }) => value);
  const current = [standing(place, block, it, initial ?? [])].flat();
  const toggle = (value, checked) =>
    set(
      place,
      block,
      it,
      kind === 'radio' ? value : checked ? [...current, value] : current.filter((each) => each !== value),
    );
  return html`
    <fieldset class="choices">
      ${it.options.map(
        (option) => html`
          <label>
            <input
              type=${kind}
              name=${`${place.formId}.${fieldKey(block, it)}`}
              checked=${current.includes(option.value)}
              onChange=${(event) => toggle(option.value, event.target.checked)}
            />
            ${textObject(option.text)}
            ${option.description === undefined ? null : html`<small>${textObject(option.description)}</small>`}
          </label>
        `,
      )}
    </fieldset>
  `;
}

function typed(place, block, it, label, type, initial = it.initial_value) {
  return html`
    <input
      type=${type}
      value=${standing(place, block, it, initial)}
      aria-label=${label}
      placeholder=${plainOf(it.placeholder)}
      maxlength=${it.max_length}
      step=${it.is_decimal_allowed ? 'any' : undefined}
      onInput=${(event) => enter(place.formId, fieldKey(block, it), event.target.value)}
      onChange=${(event) => set(place, block, it, event.target.value)}
    />
  `;
}

function area(place, block, it, label) {
  return html`
    <textarea
      rows="4"
      aria-label=${label}
      placeholder=${plainOf(it.placeholder)}
      maxlength=${it.max_length}
      onInput=${(event) => enter(place.formId, fieldKey(block, it), event.target.value)}
    >${standing(place, block, it, it.initial_value)}</textarea>
  `;
}
