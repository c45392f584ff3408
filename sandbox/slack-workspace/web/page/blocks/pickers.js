import { fromWallTime, wallTime } from '../dates.js';
import { html } from '../html.js';
import { choose, standing } from './field-state.js';
import { plainOf } from './text.js';

/** Dates and times, with the browser's own pickers. */
const picker = (type, words, read = (value) => value, write = (value) => value) =>
  function pick(place, block, it, { label, isBad, describedBy, isFirst }) {
    const value = standing(place, block, it);
    return html`
      <input
        class="picker"
        type=${type}
        value=${value === undefined || value === null ? '' : read(value)}
        aria-label=${label ?? (plainOf(it.placeholder) || words)}
        aria-invalid=${isBad ? 'true' : undefined}
        aria-describedby=${describedBy}
        data-first=${isFirst ? '' : undefined}
        onChange=${(event) => {
          const chosen = event.target.value;
          void choose(place, block, it, chosen === '' ? null : write(chosen));
        }}
      />
    `;
  };

export const datePicker = picker('date', 'Date');
export const timePicker = picker('time', 'Time');
export const dateTimePicker = picker('datetime-local', 'Date and time', wallTime, fromWallTime);
