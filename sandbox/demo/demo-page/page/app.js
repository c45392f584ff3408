import { makeDivider } from '../../local-page/divider.js';

/** Shows two pages with a divider between them, or one of them on narrow screens. */

const SHOWN = 'demo-shown';
const NARROW = matchMedia('(max-width: 56rem)');

const main = document.querySelector('main');
const choice = document.querySelector('.choice');
const alone = document.querySelector('.alone');

/** Maximum time in milliseconds that the second page waits for the first one, which people use first. */
const HEAD_START_MS = 1_000;

function frame({ title }) {
  const element = document.createElement('iframe');
  element.title = title;
  element.allow = 'clipboard-write';
  return element;
}

function link({ title, url }) {
  const element = document.createElement('a');
  element.href = url;
  element.target = '_blank';
  element.textContent = title;
  return element;
}

function button(label, value) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.dataset.show = value;
  element.addEventListener('click', () => {
    localStorage.setItem(SHOWN, value);
    show();
  });
  return element;
}

function show() {
  const kept = localStorage.getItem(SHOWN) ?? 'both';
  const value = NARROW.matches && kept === 'both' ? '0' : kept;
  main.dataset.show = value;
  for (const each of choice.children) each.setAttribute('aria-pressed', String(each.dataset.show === value));
}

function open(parts) {
  const [left, right] = parts;
  alone.append(...parts.flatMap((part) => [' ', link(part)]));
  const [first, second] = parts.map(frame);
  first.src = left.url;
  main.append(first);
  if (right === undefined) {
    main.dataset.show = '0';
    return;
  }
  const divider = document.createElement('div');
  divider.className = 'divider';
  divider.setAttribute('aria-label', 'Width of the two pages');
  main.append(divider, second);
  startAfter(first, second, right.url);
  makeDivider(divider, { axis: 'x', name: 'demo-divider', initial: 54, min: 20, max: 80 });
  choice.append(button('Both', 'both'), ...parts.map(({ title }, index) => button(title, String(index))));
  NARROW.addEventListener('change', show);
  show();
}

function startAfter(first, second, url) {
  const start = () => {
    if (second.src === '') second.src = url;
  };
  first.addEventListener('load', start);
  setTimeout(start, HEAD_START_MS);
}

/**
 * Shows which part of the history was simulated. The two pages do not know it, because the bot and its Slack treat this
 * history as any other.
 */
function sayPast({ simulatedUntil }) {
  if (simulatedUntil === undefined) return;
  const time = new Date(simulatedUntil).toLocaleTimeString('en-GB', { timeStyle: 'short' });
  const past = document.querySelector('.past');
  past.textContent = `What summaries tell of before ${time} was simulated at the start.`;
  past.hidden = false;
}

const [parts, past] = await Promise.all(['/parts', '/past'].map(async (path) => (await fetch(path)).json()));
sayPast(past);
open(parts);
