import { html } from './html.js';
import { change } from './store.js';

let names;

/** Loads the names after the page is shown; until then the page shows the names of emoji. */
export async function loadEmoji() {
  ({ EMOJI: names } = await import('./emoji.js'));
  change({ hasEmoji: true });
}

const TONES = { 2: '🏻', 3: '🏼', 4: '🏽', 5: '🏾', 6: '🏿' };

/** An emoji by its Slack name, which is its label for screen readers. */
export function emoji(name) {
  const [plain, tone] = name.split('::skin-tone-');
  const sign = names?.[plain];
  if (sign === undefined) return html`<span class="emoji-name">:${name}:</span>`;
  return html`
    <span class="emoji" role="img" aria-label=${plain.replaceAll(/[_-]/g, ' ')} title=${`:${name}:`}
      >${sign}${TONES[tone] ?? ''}</span
    >
  `;
}
