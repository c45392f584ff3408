import { click } from '../connection.js';
import { html } from '../html.js';
import { isSentOn, keep, standing } from './field-state.js';
import { plainOf } from './text.js';

/** A one-line input: text, e-mail, URL or number. */
export function line(place, block, it, field, type) {
  return html`
    <input
      class="line-input"
      type=${type}
      min=${it.min_value}
      max=${it.max_value}
      step=${it.is_decimal_allowed ? 'any' : undefined}
      ...${shared(place, block, it, field)}
      onKeyDown=${(event) => {
        if (event.key !== 'Enter' || event.isComposing || !isSentOn(block, it, 'on_enter_pressed')) return;
        event.preventDefault();
        void click(place, block, it, { value: event.target.value });
      }}
    />
  `;
}

/** A multi-line input. */
export const area = (place, block, it, field) =>
  html`<textarea class="line-input" rows="4" ...${shared(place, block, it, field)}></textarea>`;

/** The properties that all text inputs share. */
function shared(place, block, it, { label, isBad, describedBy, isFirst }) {
  return {
    value: standing(place, block, it) ?? '',
    'aria-label': label ?? (plainOf(it.placeholder) || 'Text'),
    'aria-invalid': isBad ? 'true' : undefined,
    'aria-describedby': describedBy,
    'data-first': isFirst ? '' : undefined,
    placeholder: plainOf(it.placeholder),
    maxlength: it.max_length,
    autocomplete: 'off',
    onInput: (event) => {
      keep(place, block, it, event.target.value);
      if (isSentOn(block, it, 'on_character_entered')) {
        void click(place, block, it, { value: event.target.value });
      }
    },
  };
}
