import { act } from './connection.js';
import { html } from './html.js';
import { store } from './store.js';
import { Menu } from './widgets/menu.js';

/** The app's global shortcuts. */
export function shortcuts() {
  const global = store.workspace.shortcuts.filter(({ type }) => type === 'global');
  if (global.length === 0) return null;
  const items = global.map(({ name, description, callbackId }) => ({
    label: name,
    hint: description,
    run: () => void act({ act: 'globalShortcut', callbackId }),
  }));
  return html`<${Menu} class="tool" label="Shortcuts" items=${items}>⚡<//>`;
}
