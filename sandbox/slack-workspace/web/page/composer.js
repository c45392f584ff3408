import { completions, withCompletion } from './completions.js';
import { act } from './connection.js';
import { html, newId } from './html.js';
import { channelName } from './names.js';
import { shortcuts } from './shortcuts.js';
import { change, store } from './store.js';
import { Component } from './vendor/preact.js';

export function composer(channel) {
  const { me } = store.workspace;
  return html`<${Composer} key=${`${me} ${channel}`} me=${me} channel=${channel} draft=${draftOf(me, channel)} />`;
}

const draftOf = (me, channel) => store.drafts[me]?.[channel] ?? '';

/** The lines that each person sent, oldest first; the arrow keys recall them. */
const sent = new Map();
const sentBy = (me) => sent.get(me) ?? [];

/** The composer: it completes commands, Enter sends, Shift+Enter adds a line. */
class Composer extends Component {
  id = newId('completion');
  state = { at: 0, isClosed: false, back: 0, caret: 0 };

  componentDidMount() {
    if (document.activeElement === document.body) this.field.focus();
    this.fit();
  }

  componentDidUpdate() {
    this.fit();
  }

  /** Adapts the height to the text, up to a third of the page. */
  fit() {
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, window.innerHeight / 3)}px`;
  }

  write(draft) {
    const { me, channel } = this.props;
    change({ drafts: { ...store.drafts, [me]: { ...store.drafts[me], [channel]: draft } } });
  }

  type(draft, caret = draft.length) {
    this.write(draft);
    this.setState({ at: 0, isClosed: false, back: 0, caret });
  }

  complete(offer) {
    this.type(withCompletion(this.props.draft, this.field.selectionStart, offer));
    this.field.focus();
  }

  async send() {
    const { me, channel } = this.props;
    const draft = this.props.draft.trim();
    if (draft === '') return;
    sent.set(me, [...sentBy(me), draft]);
    this.setState({ back: 0 });
    this.write('');
    const slash = /^(\/\S+)\s*(.*)$/s.exec(draft);
    const report = await act(
      slash === null
        ? { act: 'post', channel, text: draft }
        : { act: 'command', channel, command: slash[1], text: slash[2] },
    );
    // Text that could not be sent stays in the composer.
    if (report === undefined && draftOf(me, channel) === '') this.write(draft);
  }

  /** Recalls an earlier line; `step` 1 is one line further back. */
  recall(step) {
    const lines = sentBy(this.props.me);
    const back = Math.min(lines.length, Math.max(0, this.state.back + step));
    this.setState({ back, isClosed: true });
    this.write(back === 0 ? '' : lines.at(-back));
  }

  onKey(event, offers) {
    // During composition, Enter and arrow keys belong to the input method.
    if (event.isComposing) return;
    const { draft } = this.props;
    const { at, back } = this.state;
    const isOpen = offers.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && isOpen) {
      event.preventDefault();
      this.setState({ at: (at + step + offers.length) % offers.length });
    } else if (step !== undefined && (draft === '' || back > 0)) {
      event.preventDefault();
      this.recall(-step);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      this.setState({ isClosed: true });
    } else if (
      (event.key === 'Tab' && !event.shiftKey && isOpen) ||
      (event.key === 'Enter' && isOpen && !isWhole(draft, offers[at]))
    ) {
      event.preventDefault();
      this.complete(offers[at]);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void this.send();
    }
  }

  render({ channel, draft }, { at, isClosed, caret }) {
    const { offers, hint } = completions(draft, Math.min(caret, draft.length));
    const shown = isClosed ? [] : offers;
    return html`
      <form
        class="composer"
        onSubmit=${(event) => {
          event.preventDefault();
          void this.send();
        }}
      >
        <ul id=${this.id} class="completions" role="listbox" aria-label="Completions" hidden=${shown.length === 0}>
          ${shown.map((offer, index) => this.offer(offer, index, at))}
        </ul>
        <div class="composer-box">
          <textarea
            id="composer"
            rows="1"
            ref=${(element) => element && ((this.field = element))}
            role="combobox"
            aria-expanded=${String(shown.length > 0)}
            aria-controls=${this.id}
            aria-autocomplete="list"
            aria-activedescendant=${shown.length > 0 ? `${this.id}-${at}` : undefined}
            aria-describedby=${hint === undefined ? undefined : `${this.id}-hint`}
            aria-label=${`Message to ${channelName(channel)}`}
            autocomplete="off"
            spellcheck="false"
            placeholder=${`Message ${channelName(channel)}, or / for a command`}
            value=${draft}
            onInput=${({ target }) => this.type(target.value, target.selectionStart)}
            onKeyDown=${(event) => this.onKey(event, shown)}
          ></textarea>
          <div class="composer-foot">
            ${shortcuts()}
            <p id=${`${this.id}-hint`} class="usage">${hint === undefined ? null : html`<code>${hint.usage}</code> ${hint.description}`}</p>
            <button type="submit" class="button primary send" aria-label="Send" title="Send (Enter)">➤</button>
          </div>
        </div>
      </form>
    `;
  }

  offer(offer, index, at) {
    return html`
      <li
        id=${`${this.id}-${index}`}
        key=${offer.insert}
        role="option"
        aria-selected=${String(index === at)}
        class=${index === at ? 'at' : ''}
        onMouseDown=${(event) => event.preventDefault()}
        onClick=${() => this.complete(offer)}
      >
        <b>${offer.label}</b> ${offer.usage ? html`<code>${offer.usage}</code>` : null} <span class="quiet">${offer.description}</span>
      </li>
    `;
  }
}

/** Whether the draft is a complete command, which Enter sends instead of completing it. */
const isWhole = (draft, offer) => draft.trim() === offer.insert;
