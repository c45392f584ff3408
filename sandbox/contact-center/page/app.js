import { makeDivider } from '../../local-page/divider.js';
import { alarm } from './alarm.js';
import { callLog } from './call-log.js';
import { keepTimesMoving, showTimes } from './clock.js';
import { act, connect } from './connection.js';
import { faultPane } from './faults.js';
import { floorPane } from './floor.js';
import { html } from './html.js';
import { change, dismiss, onChange, store } from './store.js';
import { render } from './vendor/preact.js';
import { SESSIONS, SPEEDS } from './words.js';

/** The whole page. It renders at each change, and Preact updates only the elements that differ. */
function page() {
  if (store.floor === null) return html`<p class="loading" role="status">Opening the contact centre…</p>`;
  return html`
    <header>
      <div class="bar">
        <h1>Contact centre</h1>
        <p class="clock">
          <span class="hidden">Time on the floor:</span> <b data-floor=""></b>
        </p>
        ${speeds()}
      </div>
      <div class="status">${session()} ${paneButtons()}</div>
    </header>
    ${alarm()}
    <main class="work">
      <div class=${`panes show-${store.pane}`}>
        <section class="pane floor" aria-labelledby="floor-title">${floorPane()}</section>
        <section class="pane faults" aria-labelledby="faults-title">${faultPane()}</section>
      </div>
      <div class="divider" aria-label="Height of the floor and of the calls" ref=${divide}></div>
      <section class="calls" aria-labelledby="calls-title">${callLog()}</section>
    </main>
    <div class="notices" role="status">
      ${store.notices.map(
        ({ id, text }) => html`
          <p key=${id}>
            ${text} <button type="button" aria-label="Dismiss" onClick=${() => dismiss(id)}>×</button>
          </p>
        `,
      )}
    </div>
  `;
}

function speeds() {
  const { speed } = store.clock;
  const known = SPEEDS.some((each) => each.speed === speed);
  const offered = known
    ? SPEEDS
    : [...SPEEDS, { speed, label: `${speed}×`, hint: 'As the command line said' }];
  return html`
    <div class="segments" role="group" aria-label="Speed of time on the floor">
      ${offered.map(
        (each) => html`
          <button
            type="button"
            key=${each.speed}
            title=${each.hint}
            aria-pressed=${String(each.speed === speed)}
            onClick=${() => void act({ act: 'speed', speed: each.speed })}
          >
            ${each.label}
          </button>
        `,
      )}
    </div>
  `;
}

function session() {
  if (!store.live) {
    return html`<p class="session off" role="status">The simulator has stopped. This page waits for it.</p>`;
  }
  const { agentId, session: kind } = store.bot;
  return html`
    <p class=${`session ${kind === 'polling' || kind === 'silent' ? 'on' : 'off'}`}>
      Client's agent ${agentId}: ${SESSIONS[kind]}
    </p>
  `;
}

/** The buttons that choose a pane on narrow screens. */
function paneButtons() {
  const broken = store.scenarios.filter(({ on }) => on).length;
  return html`
    <div class="segments choice" role="group" aria-label="What to show">
      ${paneButton('floor', 'The floor')} ${paneButton('faults', broken === 0 ? 'Break it' : `Break it (${broken} on)`)}
    </div>
  `;
}

const paneButton = (pane, label) => html`
  <button type="button" aria-pressed=${String(store.pane === pane)} onClick=${() => change({ pane })}>${label}</button>
`;

function divide(bar) {
  if (bar !== null) makeDivider(bar, { axis: 'y', name: 'simulator-divider', initial: 68 });
}

onChange(() => {
  render(page(), document.querySelector('#app'));
  showTimes();
});

change({});
keepTimesMoving();
connect();
