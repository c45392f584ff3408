import htm from './vendor/htm.js';
import { h } from './vendor/preact.js';

/** Tagged templates that create elements. Values are inserted as text, never as markup. */
export const html = htm.bind(h);
