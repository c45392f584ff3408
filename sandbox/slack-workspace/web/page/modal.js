import { blocks } from './blocks/blocks.js';
import { plainOf, withEmoji } from './blocks/text.js';
import { act } from './connection.js';
import { html } from './html.js';
import { change, setBusy, store } from './store.js';
import { Dialog } from './widgets/dialog.js';

/** The topmost modal, in front of the modals that it was opened from. */
export function modalDialog() {
  const view = store.modals.at(-1);
  if (view === undefined) return null;
  const depth = store.modals.length;
  const place = {
    formId: view.id,
    target: { view: view.id },
    state: view.state.values,
    errors: store.fieldErrors[view.id],
  };
  const isBusy = store.busy.has(view.id);
  const close = () => void act({ act: 'close', view: view.id });
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy) return;
    const { currentTarget: form } = event;
    setBusy(view.id, true);
    const report = await act({ act: 'submit', view: view.id, values: store.entered[view.id] ?? {} });
    setBusy(view.id, false);
    if (report?.errors === undefined) return;
    change({ fieldErrors: { ...store.fieldErrors, [view.id]: report.errors } });
    setTimeout(() => form.querySelector('[aria-invalid="true"]')?.focus());
  };
  return html`
    <${Dialog}
      class=${`modal depth-${depth}`}
      labelledBy="modal-title"
      form=${view.id}
      focus="[data-first]||.modal-body input, .modal-body textarea||.modal-foot .primary||.modal-foot button"
      onClose=${close}
    >
      <form key=${view.id} onSubmit=${(event) => void submit(event)} novalidate>
        <header>
          ${depth > 1 ? html`<button type="button" class="tool" aria-label="Back" title="Back" onClick=${close}>‹</button>` : null}
          <h2 id="modal-title">${withEmoji(plainOf(view.title))}</h2>
          ${depth > 1 ? html`<small class="quiet">${depth} of 3</small>` : null}
          <button type="button" class="tool" aria-label="Close" title="Close (Esc)" onClick=${close}>✕</button>
        </header>
        <div class="modal-body" tabindex="-1">${blocks(place, view.blocks)}</div>
        <footer class="modal-foot">
          <button type="button" class="button" onClick=${close}>${plainOf(view.close) || (view.submit === null ? 'Close' : 'Cancel')}</button>
          ${
            view.submit === null
              ? null
              : html`<button type="submit" class="button primary" aria-busy=${isBusy ? 'true' : undefined}>${plainOf(view.submit)}</button>`
          }
        </footer>
      </form>
    <//>
  `;
}

/** The dialog of a confirm object. */
export function confirmDialog() {
  if (store.question === null) return null;
  const { confirm, answer } = store.question;
  return html`
    <${Dialog} class="confirm" role="alertdialog" labelledBy="confirm-title" onClose=${() => answer(false)}>
      <h2 id="confirm-title">${plainOf(confirm.title)}</h2>
      <p>${withEmoji(plainOf(confirm.text))}</p>
      <footer class="modal-foot">
        <button type="button" class="button" onClick=${() => answer(false)}>${plainOf(confirm.deny) || 'Cancel'}</button>
        <button
          type="button"
          data-first=""
          class=${`button ${confirm.style === 'danger' ? 'danger solid' : 'primary'}`}
          onClick=${() => answer(true)}
        >
          ${plainOf(confirm.confirm) || 'OK'}
        </button>
      </footer>
    <//>
  `;
}
