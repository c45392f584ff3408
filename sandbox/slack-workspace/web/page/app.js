import { appSpace, tabs } from './app-space.js';
import { callLog } from './call-log.js';
import { channelPane, hasComposer, markRead, newLineIn } from './channel-pane.js';
import { loadEmoji } from './emoji-image.js';
import { html } from './html.js';
import { confirmDialog, modalDialog } from './modal.js';
import { become, go, open } from './navigation.js';
import { notices } from './notices.js';
import { payloadDialog } from './payload-dialog.js';
import { shortcuts } from './shortcuts.js';
import { placeTitle, sidebar } from './sidebar.js';
import { change, onChange, shownChannel, store } from './store.js';
import './theme.js';
import { render } from './vendor/preact.js';

/** The whole page. It renders at each change, and Preact updates only the elements that differ. */
function page() {
  if (store.workspace === null) return html`<p class="loading" role="status">Opening the workspace…</p>`;
  const { place } = store;
  return html`
    ${sidebar({ go, become })}
    <main>
      <header class="head">
        <h1>${placeTitle()}</h1>
        ${place.kind === 'app' ? tabs(place, (tab) => go({ ...place, tab })) : null}
        ${hasComposer(place) ? null : html`<span class="head-tools">${shortcuts()}</span>`}
      </header>
      ${connection()}
      ${place.kind === 'app' ? appSpace(place) : channelPane(place.id)}
      ${callLog()}
    </main>
    ${modalDialog()} ${confirmDialog()} ${payloadDialog()} ${notices()}
  `;
}

/** A lost connection. A working one is a dot in the sidebar. */
function connection() {
  const { app } = store.workspace;
  if (!store.live)
    return html`<p class="trouble" role="status">The workspace has stopped. This page waits for it.</p>`;
  if (app.connected) return null;
  return html`<p class="trouble" role="status">${app.name} is not connected: nothing reaches it until it is.</p>`;
}

/** Moves between regions with F6, and to the composer with a slash. */
function onKey(event) {
  if (event.target.closest?.('dialog, [popover]') !== null) return;
  if (event.key === 'F6') {
    event.preventDefault();
    const regions = [
      ...document.querySelectorAll(
        '.sidebar [aria-current], .messages, .home-scroll, #composer, .log-toggle',
      ),
    ];
    const at = regions.findIndex((each) => each.contains(document.activeElement));
    regions.at((at + (event.shiftKey ? -1 : 1)) % regions.length)?.focus();
  }
  if (event.key === '/' && event.target.closest('input, textarea, select') === null) {
    const composer = document.querySelector('#composer');
    if (composer === null) return;
    event.preventDefault();
    composer.focus();
    if (composer.value === '') document.execCommand('insertText', false, '/');
  }
}

onChange(() => {
  render(page(), document.querySelector('#app'));
  if (store.workspace === null) return;
  document.title = `${placeTitle()} · ${store.workspace.team.name}`;
  markRead(shownChannel());
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') change({ newLine: newLineIn(shownChannel()) });
});
document.addEventListener('keydown', onKey);

change({});
open();
void loadEmoji();
