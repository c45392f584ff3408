import { attachment } from './attachment.js';
import { blocks } from './blocks/blocks.js';
import { mrkdwn } from './blocks/text.js';
import { act } from './connection.js';
import { clockTime, fullTime } from './dates.js';
import { file } from './file.js';
import { html } from './html.js';
import { faceOf, initials, personName } from './names.js';
import { change, store } from './store.js';
import { Component } from './vendor/preact.js';
import { Menu } from './widgets/menu.js';

export const formIdOf = ({ channel, ts }) => `${channel}/${ts}`;

/**
 * One message. It renders only when its own data changed, because a channel has hundreds. Props: message, entered (its
 * fields), busy (which of its elements), isShort (the author is that of the message above), world.
 */
export class Message extends Component {
  shouldComponentUpdate(next) {
    return Object.keys(next).some((name) => next[name] !== this.props[name]);
  }

  render({ message, isShort }) {
    const isPrivate = message.ephemeral_to !== undefined;
    const name = message.username ?? personName(message.user);
    const place = { formId: formIdOf(message), target: { channel: message.channel, ts: message.ts } };
    const classes = ['message', isPrivate && 'ephemeral', isShort && 'short', message.thread_ts && 'reply'];
    return html`
      <li class=${classes.filter(Boolean).join(' ')} tabindex="-1" data-ts=${message.ts}>
        ${isPrivate ? html`<p class="only-you"><${Eye} /> Only visible to you</p>` : null}
        <div class="message-row">
          ${
            isShort
              ? html`<time class="gutter" aria-hidden="true">${clockTime(Number(message.ts))}</time>`
              : face(name, message.bot_id !== undefined)
          }
          <div class="message-content">
            <div class=${isShort ? 'unseen' : 'message-head'}>
              <b class="author">${name}</b>
              ${message.bot_id === undefined ? null : html`<span class="badge">APP</span>`}
              <time title=${fullTime(Number(message.ts))}>${clockTime(Number(message.ts))}</time>
            </div>
            ${content(message, place)}
            ${message.edited === undefined ? null : html`<span class="edited">(edited)</span>`}
            ${(message.attachments ?? []).map((each) => attachment(each, place))}
            ${(message.files ?? []).map(file)}
          </div>
        </div>
        <div class="message-tools"><${Menu} class="tool" label="More actions" items=${tools(message)}>⋮<//></div>
      </li>
    `;
  }
}

const content = (message, place) =>
  message.blocks?.length > 0
    ? blocks(place, message.blocks)
    : message.text === ''
      ? null
      : html`<div class="message-text">${mrkdwn(message.text)}</div>`;

const Eye = () => html`
  <svg class="eye" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
    <path d="M1 8s2.6-4.5 7-4.5S15 8 15 8s-2.6 4.5-7 4.5S1 8 1 8z" fill="none" stroke="currentColor" stroke-width="1.4" />
    <circle cx="8" cy="8" r="2" fill="currentColor" />
  </svg>
`;

/** A square with initials; the app's has a colour of its own if the manifest names one. */
export function face(name, isApp, size = '') {
  const { color } = store.workspace.app;
  const own = isApp && color !== null ? { background: color, color: '#fff' } : undefined;
  return html`<span class=${`face face-${faceOf(name)} ${size}`} style=${own} aria-hidden="true">${initials(name)}</span>`;
}

/** The app's message shortcuts, and tools for developers of the app. */
function tools(message) {
  const shortcuts = store.workspace.shortcuts.filter(({ type }) => type === 'message');
  const target = { channel: message.channel, ts: message.ts };
  // Slack has no shortcuts on ephemeral messages.
  const own = message.ephemeral_to === undefined ? shortcuts : [];
  return [
    ...own.map(({ name, description, callbackId }) => ({
      label: name,
      hint: description,
      run: () => void act({ act: 'messageShortcut', callbackId, target }),
    })),
    { heading: 'For developers' },
    { label: 'Show as JSON', run: () => change({ payload: message }) },
    { label: 'Copy the text', run: () => void navigator.clipboard.writeText(message.text) },
  ];
}
