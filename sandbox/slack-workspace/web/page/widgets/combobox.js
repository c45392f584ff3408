import { html, newId } from '../html.js';
import { Component } from '../vendor/preact.js';

const SUGGEST_DELAY_MS = 200;

/**
 * A field that selects one or several entries of a list, by typing or with the arrow keys. Props: label, placeholder,
 * many, max (maximum number of entries), chosen and options: { value, text, description?, group? }, onChoose(list),
 * find? (asks for options during typing, from `minTyped` letters on), isBad, describedBy, first.
 */
export class Combobox extends Component {
  id = newId('choice');
  state = { isOpen: false, typed: null, at: 0, found: null, isLooking: false };

  componentWillUnmount() {
    clearTimeout(this.timer);
  }

  /** The present options of the list. */
  offered({ options, find, chosen, many }, { typed, found }) {
    const taken = many ? new Set(chosen.map(({ value }) => value)) : new Set();
    const all = find === undefined ? options : (found ?? []);
    const wanted = (find === undefined && typed ? typed : '').trim().toLowerCase();
    return all.filter(({ value, text }) => !taken.has(value) && text.toLowerCase().includes(wanted));
  }

  open() {
    if (this.state.isOpen) return;
    this.setState({ isOpen: true, at: 0 });
    this.suggest(this.state.typed ?? '');
  }

  close() {
    this.setState({ isOpen: false, typed: null });
  }

  type(typed) {
    this.setState({ typed, isOpen: true, at: 0 });
    this.suggest(typed);
  }

  /** Asks for options if `find` is given and enough letters are typed. */
  suggest(typed) {
    const { find, minTyped } = this.props;
    clearTimeout(this.timer);
    if (find === undefined || typed.length < minTyped)
      return this.setState({ found: null, isLooking: false });
    this.setState({ isLooking: true });
    this.timer = setTimeout(() => void this.ask(find, typed), SUGGEST_DELAY_MS);
  }

  async ask(find, typed) {
    const found = await find(typed);
    if ((this.state.typed ?? '') === typed) this.setState({ found, isLooking: false, at: 0 });
  }

  choose(option) {
    const { many, chosen, onChoose } = this.props;
    onChoose(many ? [...chosen, option] : [option]);
    this.setState({ typed: many ? '' : null, isOpen: many });
    if (many) this.suggest('');
  }

  drop(value) {
    this.props.onChoose(this.props.chosen.filter((each) => each.value !== value));
    this.input.focus();
  }

  onKey(event) {
    if (event.isComposing) return undefined;
    const { isOpen, at, typed } = this.state;
    const { many, chosen } = this.props;
    const offered = this.offered(this.props, this.state);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return this.open();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      return this.setState({ at: (at + step + offered.length) % Math.max(1, offered.length) });
    }
    if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      if (offered[at] !== undefined) this.choose(offered[at]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Backspace' && many && !typed && chosen.length > 0) {
      this.drop(chosen.at(-1).value);
    }
    return undefined;
  }

  render(props, state) {
    const { label, placeholder, many, max, chosen, isBad, describedBy, first } = props;
    const { isOpen, typed, at } = state;
    const offered = isOpen ? this.offered(props, state) : [];
    const isFull = many && max !== undefined && chosen.length >= max;
    return html`
      <span class="combobox" style=${{ anchorName: `--${this.id}` }} data-open=${isOpen ? '' : undefined}>
        ${
          many
            ? chosen.map(
                ({ value, text }) => html`
                  <span class="chip" key=${value}>
                    ${text}
                    <button type="button" aria-label=${`Remove ${text}`} onClick=${() => this.drop(value)}>×</button>
                  </span>
                `,
              )
            : null
        }
        <input
          ref=${(element) => (this.input = element)}
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label=${label}
          aria-autocomplete="list"
          aria-expanded=${String(isOpen)}
          aria-controls=${this.id}
          aria-activedescendant=${isOpen && offered.length > 0 ? `${this.id}-${at}` : undefined}
          aria-invalid=${isBad ? 'true' : undefined}
          aria-describedby=${describedBy}
          data-first=${first ? '' : undefined}
          readonly=${isFull}
          placeholder=${many && chosen.length > 0 ? '' : placeholder}
          value=${typed ?? (many ? '' : (chosen[0]?.text ?? ''))}
          onInput=${(event) => this.type(event.target.value)}
          onClick=${() => this.open()}
          onFocus=${(event) => event.target.select()}
          onBlur=${() => this.close()}
          onKeyDown=${(event) => this.onKey(event)}
        />
        <ul
          id=${this.id}
          class="popup"
          popover="manual"
          role="listbox"
          aria-label=${label}
          style=${{ positionAnchor: `--${this.id}` }}
          ref=${(element) => element?.togglePopover(isOpen)}
          onMouseDown=${(event) => event.preventDefault()}
        >
          ${isOpen ? this.list(offered, isFull) : null}
        </ul>
      </span>
    `;
  }

  list(offered, isFull) {
    const { chosen, find, minTyped, many } = this.props;
    const { at, typed, isLooking } = this.state;
    if (isFull) return says('No more than these can be chosen.');
    if (isLooking) return says('Looking…');
    if (find !== undefined && (typed ?? '').length < minTyped)
      return says(`Type at least ${minTyped} characters.`);
    if (offered.length === 0) return says('Nothing fits.');
    return offered.map(
      (option, index) => html`
        ${
          option.group !== undefined && option.group !== offered[index - 1]?.group
            ? html`<li class="popup-heading" role="presentation">${option.group}</li>`
            : null
        }
        <li
          id=${`${this.id}-${index}`}
          role="option"
          aria-selected=${String(!many && chosen[0]?.value === option.value)}
          class=${index === at ? 'at' : ''}
          ref=${index === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
          onClick=${() => this.choose(option)}
        >
          <span>${option.text}</span>
          ${option.description ? html`<small>${option.description}</small>` : null}
        </li>
      `,
    );
  }
}

const says = (text) =>
  html`<li class="popup-note" role="option" aria-disabled="true" aria-selected="false">${text}</li>`;
