import { html } from '../html.js';
import { element } from './elements.js';
import { plainOf, withEmoji } from './text.js';

/** A labelled field with the error of the app or the form. */
export function input(block, place) {
  const label = plainOf(block.label);
  const error = place.errors?.[block.block_id];
  const base = `${place.formId}-${block.block_id}`.replaceAll(/[^\w-]/g, '-');
  const described = [error && `${base}-error`, block.hint && `${base}-hint`].filter(Boolean).join(' ');
  const field = {
    label: block.optional ? `${label} (optional)` : label,
    isBad: error !== undefined,
    describedBy: described === '' ? undefined : described,
  };
  return html`
    <div class="field">
      <div class="label" aria-hidden="true">
        ${withEmoji(label)}${block.optional ? html` <small>(optional)</small>` : null}
      </div>
      ${element(place, block, block.element, field)}
      ${error === undefined ? null : html`<p class="error" id=${`${base}-error`} role="alert">${error}</p>`}
      ${block.hint === undefined ? null : html`<p class="hint" id=${`${base}-hint`}>${withEmoji(plainOf(block.hint))}</p>`}
    </div>
  `;
}
