import { act } from './connection.js';
import { html } from './html.js';
import { store } from './store.js';

/** The scenarios that are on, with a button that ends them; nothing while none is on. */
export function alarm() {
  const on = store.scenarios.filter((scenario) => scenario.on);
  if (on.length === 0 && store.bot.session !== 'held') return null;
  return html`
    <section class="alarm" aria-label="What is broken now">
      <ul>
        ${on.map(
          ({ name, description }) => html`
            <li key=${name}>
              ${description}
              <button
                type="button"
                aria-label=${`End this: ${description}`}
                onClick=${() => void act({ act: 'scenario', name, on: false })}
              >
                ×
              </button>
            </li>
          `,
        )}
      </ul>
      <button type="button" class="restore" onClick=${() => void act({ act: 'restore' })}>
        Everything back to normal
      </button>
    </section>
  `;
}
