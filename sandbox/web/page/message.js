import { blocks } from './blocks/blocks.js';
import { link, mrkdwn } from './blocks/text.js';
import { act } from './connection.js';
import { html } from './html.js';
import { personName, timeOf } from './names.js';
import { store } from './store.js';

/** Where a message's elements act. */
const placeOf = (message) => {
  const target = { channel: message.channel, ts: message.ts };
  return {
    formId: `${message.channel}/${message.ts}`,
    click: (actionId, blockId, value) => void act({ act: 'click', target, actionId, blockId, value }),
    suggest: async (actionId, typed) =>
      (await act({ act: 'suggest', target, actionId, typed }))?.options ?? [],
  };
};

/** One message in the pane. */
export function messageItem(message) {
  const isPrivate = message.ephemeral_to !== undefined;
  const shown = message.blocks?.length > 0 ? blocks(placeOf(message), message.blocks) : mrkdwn(message.text);
  return html`
    <li class=${isPrivate ? 'message ephemeral' : 'message'} key=${message.ts}>
      ${isPrivate ? html`<p class="only-you">Only visible to you</p>` : null}
      <header>
        <b>${message.username ?? personName(message.user)}</b>
        ${message.bot_id === undefined ? null : html`<span class="badge">APP</span>`}
        <time>${timeOf(message.ts)}</time>
        ${message.edited === undefined ? null : html`<span class="edited">(edited)</span>`}
        ${isPrivate ? null : shortcutMenu(message)}
      </header>
      <div class="body">${shown}</div>
      ${(message.attachments ?? []).map(attachment)}
      ${(message.files ?? []).map((file) => html`<p class="file">${link(file.url_private, file.title)} (${file.size} bytes)</p>`)}
    </li>
  `;
}

const attachment = (each) => html`
  <div class="attachment">
    ${each.pretext === undefined ? null : mrkdwn(each.pretext)}
    ${each.text === undefined ? null : mrkdwn(each.text)}
  </div>
`;

/** The app's message shortcuts. */
function shortcutMenu(message) {
  const shortcuts = store.workspace.shortcuts.filter(({ type }) => type === 'message');
  if (shortcuts.length === 0) return null;
  const use = (event) => {
    const callbackId = event.target.value;
    event.target.value = '';
    if (callbackId === '') return;
    void act({ act: 'messageShortcut', callbackId, target: { channel: message.channel, ts: message.ts } });
  };
  return html`
    <select class="overflow" aria-label="Message shortcuts" onChange=${use}>
      <option value="">⋯</option>
      ${shortcuts.map(({ name, callbackId }) => html`<option value=${callbackId}>${name}</option>`)}
    </select>
  `;
}
