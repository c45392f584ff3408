import { blocks } from './blocks/blocks.js';
import { plainOf } from './blocks/text.js';
import { act } from './connection.js';
import { html } from './html.js';
import { change, store } from './store.js';

const placeOf = (view) => ({
  formId: view.id,
  click: (actionId, blockId, value) =>
    void act({ act: 'click', target: { view: view.id }, actionId, blockId, value }),
  suggest: async (actionId, typed) =>
    (await act({ act: 'suggest', target: { view: view.id }, actionId, typed }))?.options ?? [],
});

export function homeTab() {
  const { home, workspace } = store;
  if (home === null) return html`<p class="empty">${workspace.app.name} has published nothing here yet.</p>`;
  return html`<div class="home" key=${home.id}>${blocks(placeOf(home), home.blocks)}</div>`;
}

export function modalDialog() {
  const modal = store.modals.at(-1);
  if (modal === undefined) return null;
  const submit = async (event) => {
    event.preventDefault();
    const report = await act({ act: 'submit', view: modal.id, values: store.entered[modal.id] ?? {} });
    change({ fieldErrors: report?.errors ?? {} });
  };
  const close = () => void act({ act: 'close', view: modal.id });
  const onKey = (event) => {
    if (event.key === 'Escape') close();
  };
  return html`
    <div class="backdrop" onKeyDown=${onKey}>
      <form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" key=${modal.id} onSubmit=${submit} novalidate>
        <header>
          <h2 id="modal-title">${plainOf(modal.title)}</h2>
          <button type="button" aria-label="Close" onClick=${close}>×</button>
        </header>
        <div class="modal-body">${blocks(placeOf(modal), modal.blocks)}</div>
        <footer>
          <button type="button" class="button" onClick=${close}>${plainOf(modal.close) || 'Cancel'}</button>
          ${
            modal.submit === null
              ? null
              : html`<button type="submit" class="button primary">${plainOf(modal.submit)}</button>`
          }
        </footer>
      </form>
    </div>
  `;
}
