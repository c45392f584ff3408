import { act } from './connection.js';
import { html } from './html.js';
import { change, say, store } from './store.js';
import { GROUPS } from './words.js';

/** The scenarios of both upstreams: switches, and actions that happen once. */
export function faultPane() {
  return html`
    <div class="heading">
      <h2 id="faults-title">Break it</h2>
      <label>
        <span class="hidden">Find a way to break things</span>
        <input
          type="search"
          placeholder="Find: slow, 503, GUID…"
          value=${store.faultText}
          onInput=${(event) => change({ faultText: event.target.value })}
        />
      </label>
    </div>
    <div class="scroll groups">${Object.keys(GROUPS).map(group)}</div>
  `;
}

function group(upstream) {
  const wanted = store.faultText.trim().toLowerCase();
  const scenarios = store.scenarios.filter(
    (scenario) =>
      scenario.upstream === upstream &&
      `${scenario.name} ${scenario.description}`.toLowerCase().includes(wanted),
  );
  if (scenarios.length === 0) return null;
  const { title, own } = GROUPS[upstream];
  return html`
    <section key=${upstream} aria-labelledby=${`${upstream}-title`}>
      <h3 id=${`${upstream}-title`}>${title}</h3>
      <ul>
        ${scenarios.map((scenario) => html`<li key=${scenario.name}>${control(scenario, inShort(scenario, own))}</li>`)}
      </ul>
    </section>
  `;
}

/** A description without the upstream's name, which the heading has. */
function inShort({ description }, own) {
  const rest = description.replace(own, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function control({ name, description, type, on }, text) {
  if (type === 'action') {
    return html`
      <button type="button" class="once" data-scenario=${name} onClick=${() => void happen(name, description)}>
        <span>${text}</span> <span class="now">Now</span>
      </button>
    `;
  }
  return html`
    <button
      type="button"
      class="switch"
      role="switch"
      data-scenario=${name}
      aria-checked=${String(on)}
      onClick=${() => void act({ act: 'scenario', name, on: !on })}
    >
      <span class="knob" aria-hidden="true"></span> <span>${text}</span>
    </button>
  `;
}

async function happen(name, description) {
  if (await act({ act: 'scenario', name, on: true })) say(`Done: ${description}.`);
}
