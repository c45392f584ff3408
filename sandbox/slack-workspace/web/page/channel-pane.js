import { composer } from './composer.js';
import { act } from './connection.js';
import { dayName, isSameDay } from './dates.js';
import { html } from './html.js';
import { formIdOf, Message } from './message.js';
import { channelName, channelOf } from './names.js';
import { change, store } from './store.js';
import { Component } from './vendor/preact.js';

/** A channel or the direct message with the app: its messages and the composer. */
export const channelPane = (channel) => html`
  <${Messages} key=${channel} channel=${channel} messages=${store.messages[channel] ?? []} />
  ${below(channel)}
`;

function below(channel) {
  const reason = whyReadOnly(channel);
  return reason === undefined ? composer(channel) : html`<p class="no-composer">${reason}</p>`;
}

/** The reason why the person cannot post in a channel; `undefined` if posting is possible. */
function whyReadOnly(channel) {
  const { kind, isArchived } = channelOf(channel) ?? {};
  if (isArchived) return 'This channel is archived.';
  const isOff = kind === 'im' && store.workspace.messagesTab === 'read-only';
  return isOff ? 'Sending messages to this app has been turned off.' : undefined;
}

/** Whether a place has a composer. */
export const hasComposer = ({ tab, id }) => tab !== 'home' && whyReadOnly(id) === undefined;

const NEAR_END_PX = 40;
/** Height in pixels below the last message in the pane. */
const BOTTOM_MARGIN_PX = 16;
const isHigherThan = (height, message) => message.offsetHeight + BOTTOM_MARGIN_PX > height;
const SHORT_HEAD_WITHIN_SECONDS = 300;

class Messages extends Component {
  state = { isBelow: false };
  isAtEnd = true;

  componentDidMount() {
    // Charts and pictures load after their message; a pane that is scrolled to the end stays there.
    this.watcher = new ResizeObserver(() => this.stay());
    this.watcher.observe(this.list);
    this.watcher.observe(this.frame);
    this.toEnd();
  }

  componentDidUpdate(before) {
    const { messages } = this.props;
    const isMore = messages.length > before.messages.length;
    if (isMore && isOwn(messages.at(-1))) this.isAtEnd = true;
    this.stay();
    if (isMore && !this.isAtEnd) this.setState({ isBelow: true });
  }

  componentWillUnmount() {
    this.watcher.disconnect();
  }

  stay() {
    if (this.isAtEnd) this.toEnd();
  }

  /** Scrolls to the last message: to its end, or to its beginning if it is higher than the pane. */
  toEnd() {
    const { clientHeight, scrollHeight } = this.frame;
    const last = this.list.lastElementChild;
    const isHigh = last !== null && isHigherThan(clientHeight, last);
    this.frame.scrollTop = isHigh ? last.offsetTop - this.frame.offsetTop : scrollHeight;
    this.isAtEnd = true;
  }

  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.frame;
    const last = this.list.lastElementChild;
    const isHigh = last !== null && isHigherThan(clientHeight, last);
    this.isAtEnd = !isHigh && scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.isAtEnd && this.state.isBelow) this.setState({ isBelow: false });
  }

  /** Arrow keys move between messages; Enter moves to the first control in a message. */
  onKey(event) {
    const entries = [...this.list.querySelectorAll('.message')];
    const at = entries.indexOf(event.target);
    if (event.target !== this.frame && at < 0) return;
    if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      return firstToUse(entries[at])?.focus();
    }
    const to = { ArrowUp: at < 0 ? -1 : at - 1, ArrowDown: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || (event.key === 'ArrowUp' && at === 0)) return;
    event.preventDefault();
    entries.at(Math.min(to, entries.length - 1))?.focus();
  }

  render({ channel, messages }, { isBelow }) {
    return html`
      <div class="messages-frame">
        <div
          class="messages scroll"
          role="log"
          aria-label=${`Messages in ${channelName(channel)}`}
          tabindex="0"
          ref=${(element) => element && ((this.frame = element))}
          onScroll=${() => this.onScroll()}
          onKeyDown=${(event) => this.onKey(event)}
        >
          <ol ref=${(element) => element && ((this.list = element))}>
            ${messages.length === 0 ? html`<li class="empty">${invitation(channel)}</li>` : messages.map((message, index) => entry(message, messages[index - 1]))}
          </ol>
        </div>
        ${
          isBelow
            ? html`<button type="button" class="to-end" onClick=${() => this.toEnd()}>New messages ↓</button>`
            : null
        }
      </div>
    `;
  }
}

const firstToUse = (entry) =>
  [...entry.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')].find((element) =>
    element.checkVisibility(),
  );

/** Whether the person wrote the message or is its only reader; the pane scrolls to such messages. */
const isOwn = (message) => [message?.user, message?.ephemeral_to].includes(store.workspace.me);

function invitation(channel) {
  const { commands, app } = store.workspace;
  const [first] = commands;
  const line = first && `${first.command} ${first.usageHint}`.trim();
  return html`
    <b>${channelOf(channel)?.kind === 'im' ? `Messages of ${app.name}` : `This is the beginning of ${channelName(channel)}.`}</b>
    ${first === undefined ? null : html`<span>Type / for the commands of ${app.name}, such as <code>${line}</code></span>`}
  `;
}

function entry(message, above) {
  const seconds = Number(message.ts);
  const isNewDay = above === undefined || !isSameDay(seconds, Number(above.ts));
  const { newLine } = store;
  const isFirstNew =
    newLine?.channel === message.channel &&
    seconds > Number(newLine.after) &&
    (above === undefined || Number(above.ts) <= Number(newLine.after));
  const isShort =
    !isNewDay &&
    !isFirstNew &&
    above.user === message.user &&
    above.username === message.username &&
    above.ephemeral_to === undefined &&
    message.ephemeral_to === undefined &&
    seconds - Number(above.ts) < SHORT_HEAD_WITHIN_SECONDS;
  const formId = formIdOf(message);
  return html`
    ${isNewDay ? html`<li class="line" key=${`day ${message.ts}`}><span>${dayName(seconds)}</span></li>` : null}
    ${isFirstNew ? html`<li class="line new" key="new"><span>New</span></li>` : null}
    <${Message}
      key=${message.ts}
      message=${message}
      isShort=${isShort}
      entered=${store.entered[formId]}
      busy=${[...store.busy].filter((key) => key.startsWith(`${formId} `)).join()}
      people=${store.workspace.people}
      emoji=${store.hasEmoji}
    />
  `;
}

/** Marks the visible messages of a channel as read. */
export function markRead(channel) {
  if (channel === undefined || document.visibilityState === 'hidden') return;
  const newest = store.messages[channel]?.at(-1)?.ts;
  const before = store.read[channel] ?? '0';
  if (newest === undefined || Number(newest) <= Number(before)) return;
  change({ read: { ...store.read, [channel]: newest } });
  void act({ act: 'read', channel, ts: newest });
}

/** The position of the line "New" for a channel that is opened now; nothing without new messages. */
export const newLineIn = (channel) =>
  channel === undefined || unreadIn(channel) === 0 ? null : { channel, after: store.read[channel] };

/** The number of unread messages of others. */
export function unreadIn(channel) {
  const after = Number(store.read[channel] ?? 0);
  const { me } = store.workspace;
  return (store.messages[channel] ?? []).filter(({ ts, user }) => Number(ts) > after && user !== me).length;
}
