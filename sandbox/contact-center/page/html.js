import htm from './vendor/htm.js';
import { h } from './vendor/preact.js';

/** Templates that become elements; whatever is put into them is text, never markup. */
export const html = htm.bind(h);
