import { html } from './html.js';
import { change, store } from './store.js';
import { Dialog } from './widgets/dialog.js';

const close = () => change({ payload: null });

/** The JSON of a message, for developers of the app. */
export function payloadDialog() {
  if (store.payload === null) return null;
  const json = JSON.stringify(store.payload, null, 2);
  return html`
    <${Dialog} class="modal wide" labelledBy="payload-title" onClose=${close}>
      <form method="dialog" onSubmit=${(event) => event.preventDefault()}>
        <header>
          <h2 id="payload-title">This message as JSON</h2>
          <button type="button" class="tool" aria-label="Close" onClick=${close}>✕</button>
        </header>
        <div class="modal-body"><pre class="json" tabindex="0" role="region" aria-label="JSON">${json}</pre></div>
        <footer class="modal-foot">
          <button type="button" class="button" onClick=${() => void navigator.clipboard.writeText(json)}>Copy</button>
          <button type="button" class="button primary" data-first="" onClick=${close}>Close</button>
        </footer>
      </form>
    <//>
  `;
}
