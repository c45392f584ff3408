import { html } from '../html.js';
import { Component } from '../vendor/preact.js';

/**
 * A modal dialog: the browser keeps the keyboard in it, and gives it back to where it was.
 * Props: label or labelledBy, class, role, onClose (Esc), focus (a selector for what gets the keyboard first).
 */
export class Dialog extends Component {
  componentDidMount() {
    this.before = document.activeElement;
    this.element.showModal();
    this.focus();
  }

  componentDidUpdate(before) {
    // Another form in the same dialog.
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
          // Only the dialog's own: a file field cancels too.
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
