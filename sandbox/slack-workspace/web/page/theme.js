/** The themes. Default: the system's; the browser's storage keeps the person's choice. */

const ORDER = ['system', 'light', 'dark'];
const NAME = 'workspace-theme';
const asked = new URLSearchParams(location.search).get('theme');
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

let theme = ORDER.includes(asked) ? asked : (localStorage.getItem(NAME) ?? 'system');

function show() {
  document.documentElement.dataset.theme = theme;
  for (const listen of listeners) listen();
}

export const currentTheme = () => theme;

export function nextTheme() {
  theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
  localStorage.setItem(NAME, theme);
  show();
}

/** Calls the listener when colours change. Returns a function that removes it. */
export function onTheme(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

dark.addEventListener('change', show);
show();
