import { html } from '../html.js';
import { choose, standing } from './field-state.js';
import { plainOf, textObject } from './text.js';

/** Checkboxes and radio buttons. */
export function choices(place, block, it, { label, isBad, describedBy }) {
  const isRadio = it.type === 'radio_buttons';
  const chosen = [standing(place, block, it) ?? []].flat();
  const isChosen = ({ value }) => chosen.some((option) => option.value === value);
  const toggle = (option, isOn) => {
    const others = chosen.filter(({ value }) => value !== option.value);
    void choose(place, block, it, isRadio ? option : isOn ? [...others, option] : others);
  };
  return html`
    <div
      class="choices"
      role=${isRadio ? 'radiogroup' : 'group'}
      aria-label=${label ?? plainOf(block.text) ?? 'Choices'}
      aria-describedby=${describedBy}
      aria-invalid=${isBad && isRadio ? 'true' : undefined}
    >
      ${it.options.map(
        (option) => html`
          <label>
            <input
              type=${isRadio ? 'radio' : 'checkbox'}
              name=${`${place.formId}.${block.block_id}.${it.action_id}`}
              checked=${isChosen(option)}
              onChange=${(event) => toggle(option, event.target.checked)}
            />
            <span>
              ${textObject(option.text)}
              ${option.description === undefined ? null : html`<small>${textObject(option.description)}</small>`}
            </span>
          </label>
        `,
      )}
    </div>
  `;
}
