import { html } from '../html.js';
import { Component } from '../vendor/preact.js';

/**
 * A modal dialog. The browser keeps the focus in it and returns the focus afterwards. Props: label or labelledBy,
 * class, role, onClose (Esc), focus (a selector of the first element with focus).
 */
export class Dialog extends Component {
  componentDidMount() {
    this.before = document.activeElement;
    this.element.showModal();
    this.focus();
  }

  componentDidUpdate(before) {
    // The dialog shows another form.
    if (before.form !== this.props.form) this.focus();
  }

  componentWillUnmount() {
    this.element.close();
    if (this.before?.isConnected) this.before.focus();
  }

  focus() {
    const first = this.props.focus
      ?.split('||')
      .map((each) => this.element.querySelector(each))
      .find(Boolean);
    (first ?? this.element.querySelector('[data-first]'))?.focus();
  }

  render({ children, class: className, label, labelledBy, role, onClose }) {
    return html`
      <dialog
        ref=${(element) => (this.element = element)}
        class=${className}
        role=${role}
        aria-label=${label}
        aria-labelledby=${labelledBy}
        onCancel=${(event) => {
          // Only the dialog's own event counts: file fields send `cancel` too.
          if (event.target !== this.element) return;
          event.preventDefault();
          onClose();
        }}
      >
        ${children}
      </dialog>
    `;
  }
}
