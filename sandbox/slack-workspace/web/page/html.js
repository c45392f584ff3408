import htm from './vendor/htm.js';
import { h } from './vendor/preact.js';

/** Tagged templates that create elements. Values are inserted as text, never as markup. */
export const html = htm.bind(h);

let ids = 0;

/** Returns a new id for an element that others refer to. */
export function newId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
