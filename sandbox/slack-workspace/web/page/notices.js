import { html } from './html.js';
import { dismiss, store } from './store.js';

/** Errors, which stay until they are dismissed. */
export const notices = () => html`
  <div class="notices" role="alert" aria-label="Notices">
    ${store.notices.map(
      ({ id, title, text, details }) => html`
        <div class="notice" key=${id}>
          <button type="button" class="tool" aria-label="Dismiss" onClick=${() => dismiss(id)}>✕</button>
          <b>${title}</b>
          ${text === '' ? null : html`<p>${text}</p>`}
          ${details.length === 0 ? null : html`<ul>${details.map((each) => html`<li><code>${each}</code></li>`)}</ul>`}
        </div>
      `,
    )}
  </div>
`;
