import { html, newId } from '../html.js';
import { Component } from '../vendor/preact.js';

/**
 * A button with a menu: arrow keys, Home, End and first letters move the focus; Esc and a click elsewhere close the
 * menu. Props: label (of the menu, and of its button unless the button's text is a label), class, children, busy,
 * saysItself, items: { label, hint?, isChecked?, isDanger?, run } or { heading }.
 */
export class Menu extends Component {
  id = newId('menu');
  state = { isOpen: false };

  componentDidUpdate(_before, { isOpen: wasOpen }) {
    if (this.state.isOpen && !wasOpen) this.focus(0);
  }

  entries() {
    return [...this.list.querySelectorAll('[role^="menuitem"]')];
  }

  focus(index) {
    const entries = this.entries();
    entries.at(index % entries.length)?.focus();
  }

  move(event) {
    const entries = this.entries();
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.focus(to);
    } else if (event.key === 'Tab') {
      this.list.hidePopover();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
      after.find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    }
    event.stopPropagation();
  }

  choose(item) {
    this.list.hidePopover();
    item.run();
  }

  render({ label, class: className = '', children, items, busy = false, saysItself = false }, { isOpen }) {
    return html`
      <span class="menu">
        <button
          type="button"
          class=${className}
          aria-label=${saysItself ? undefined : label}
          title=${label}
          aria-haspopup="menu"
          aria-expanded=${String(isOpen)}
          aria-busy=${busy ? 'true' : undefined}
          popovertarget=${this.id}
          onKeyDown=${(event) => {
            if (event.key !== 'ArrowDown' || isOpen) return;
            event.preventDefault();
            event.currentTarget.click();
          }}
        >
          ${children}
        </button>
        <div
          id=${this.id}
          class="popup"
          popover="auto"
          role="menu"
          aria-label=${label}
          ref=${(element) => (this.list = element)}
          onBeforeToggle=${(event) => this.setState({ isOpen: event.newState === 'open' })}
          onKeyDown=${(event) => this.move(event)}
        >
          ${isOpen ? items.map((item) => this.entry(item)) : null}
        </div>
      </span>
    `;
  }

  entry(item) {
    if (item.heading !== undefined)
      return html`<p class="popup-heading" role="presentation">${item.heading}</p>`;
    const role = item.isChecked === undefined ? 'menuitem' : 'menuitemradio';
    return html`
      <button
        type="button"
        role=${role}
        aria-checked=${item.isChecked === undefined ? undefined : String(item.isChecked)}
        class=${item.isDanger ? 'danger' : ''}
        tabindex="-1"
        onClick=${() => this.choose(item)}
      >
        <span>${item.label}</span>
        ${item.hint ? html`<small>${item.hint}</small>` : null}
      </button>
    `;
  }
}
