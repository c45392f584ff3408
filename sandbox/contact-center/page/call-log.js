import { html } from './html.js';
import { change, store } from './store.js';
import { milliseconds, PLACES, plural, timeOfDay } from './words.js';

/** The log of calls to the upstreams and to the other server, if there is one, newest first. */
export function callLog() {
  const calls = store.calls.filter(isWanted);
  const failed = calls.filter((call) => call.failed).length;
  return html`
    <div class="heading">
      <h2 id="calls-title">Calls</h2>
      <div class="segments" role="group" aria-label="Calls to">
        ${place(null, 'All')} ${place('gateway', PLACES.gateway)} ${place('cms', PLACES.cms)}
        ${store.otherCalls === null ? null : place('other', store.otherCalls)}
      </div>
      ${tick('failed', 'Failed only')} ${tick('polls', 'Polls')}
      <p class="sum">${plural(calls.length, 'call')}${failed === 0 ? '' : `, ${failed} failed`}</p>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label="Calls, newest first">
      <table>
        <thead>
          <tr>
            <th scope="col" class="time">Time</th>
            <th scope="col" class="to">To</th>
            <th scope="col" class="call">Call</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="number">Took</th>
          </tr>
        </thead>
        <tbody>
          ${calls.map(row)}
        </tbody>
      </table>
      ${calls.length === 0 ? html`<p class="empty">No such calls yet.</p>` : null}
    </div>
  `;
}

function isWanted({ where, name, failed }) {
  const wanted = store.logged;
  return (
    (wanted.where === null || wanted.where === where) &&
    (!wanted.failed || failed) &&
    (wanted.polls || name !== 'poll' || failed)
  );
}

function place(where, label) {
  return html`
    <button type="button" aria-pressed=${String(store.logged.where === where)} onClick=${() => log({ where })}>${label}</button>
  `;
}

function tick(name, label) {
  return html`
    <label class="tick">
      <input type="checkbox" checked=${store.logged[name]} onChange=${(event) => log({ [name]: event.target.checked })} />
      ${label}
    </label>
  `;
}

function log(fields) {
  change({ logged: { ...store.logged, ...fields } });
}

function row(call) {
  const { key, where, name, at, ms, failed, fault } = call;
  return html`
    <tr key=${key} class=${`${where} ${failed ? 'failed' : ms === null ? 'open' : 'ok'}`}>
      <td>${timeOfDay(at)}</td>
      <td class="to"><span class="place">${PLACES[where] ?? store.otherCalls}</span></td>
      <td><code>${name}</code></td>
      <td class="outcome">${outcome(call)} ${fault === null ? null : html`<span class="fault">${faultKinds(fault)}</span>`}</td>
      <td class="number">${ms === null ? html`<span data-begun=${at}></span>` : milliseconds(ms)}</td>
    </tr>
  `;
}

function outcome({ where, ms, status, code, detail, failed }) {
  if (ms === null) return 'in flight';
  if (where === 'other') return failed ? html`<b>${code}</b>` : 'ok';
  if (status === null) return html`<b>no answer</b>`;
  const said = [status, code].filter((part) => part !== null).join(' · ');
  return failed ? html`<b>${said}</b> <span title=${detail}>${detail}</span>` : said;
}

/** Reads the kinds from fault names such as "3 hang gateway callnums": number, kind, upstream, route. */
const faultKinds = (fault) =>
  fault
    .split(', ')
    .map((name) => name.split(' ')[1])
    .join(', ');
