import { html } from './html.js';
import { change } from './store.js';

let names;

/** The names come after the page itself has shown; until then an emoji is its name. */
export async function loadEmoji() {
  ({ EMOJI: names } = await import('./emoji.js'));
  change({ hasEmoji: true });
}

const TONES = { 2: '🏻', 3: '🏼', 4: '🏽', 5: '🏾', 6: '🏿' };

/** An emoji by its Slack name, which is also what a screen reader says. */
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
