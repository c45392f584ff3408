import htm from './vendor/htm.js';
import { h } from './vendor/preact.js';

/** Templates that become elements; whatever is put into them is text, never markup. */
export const html = htm.bind(h);

let ids = 0;

/** An id for what another element points at. */
export function newId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
