import { html } from '../html.js';
import { notify, store } from '../store.js';
import { choose, standing } from './field-state.js';

/** Attached files, stored by the workspace as uploads. */
export function fileInput(place, block, it, { label, isBad, describedBy }) {
  const files = standing(place, block, it) ?? [];
  const max = it.max_files ?? 10;
  const add = async (event) => {
    const wanted = [...event.target.files].slice(0, max - files.length);
    event.target.value = '';
    const added = [];
    for (const file of wanted) added.push(await upload(file));
    await choose(place, block, it, [...files, ...added.filter(Boolean)]);
  };
  return html`
    <div class="files">
      ${files.map(
        (file) => html`
          <span class="chip" key=${file.id}>
            ${file.name}
            <button
              type="button"
              aria-label=${`Remove ${file.name}`}
              onClick=${() =>
                void choose(
                  place,
                  block,
                  it,
                  files.filter(({ id }) => id !== file.id),
                )}
            >
              ×
            </button>
          </span>
        `,
      )}
      <input
        type="file"
        aria-label=${label}
        aria-invalid=${isBad ? 'true' : undefined}
        aria-describedby=${describedBy}
        multiple=${max > 1}
        accept=${it.filetypes?.map((type) => `.${type}`).join(',')}
        disabled=${files.length >= max}
        onChange=${(event) => void add(event)}
      />
    </div>
  `;
}

async function upload(file) {
  const query = new URLSearchParams({ name: file.name, user: store.workspace.me });
  const response = await fetch(`/upload?${query}`, { method: 'POST', body: file }).catch(() => undefined);
  const shape = await response?.json().catch(() => undefined);
  if (shape?.id !== undefined) return shape;
  notify(`${file.name} was not uploaded.`, shape?.problem ?? 'The workspace did not take it.');
  return undefined;
}
