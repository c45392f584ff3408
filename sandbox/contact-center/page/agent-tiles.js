import { html } from './html.js';
import { change, store } from './store.js';
import { Component } from './vendor/preact.js';
import { nameOf, plural, stateWords } from './words.js';

/** Maximum number of tiles. More tiles would make the page slow, and a person does not read as many. */
const MAX_TILES = 1500;

/** The tiles of all agents that match the filters. The Tab key stops once; arrow keys move between tiles. */
export function agentTiles() {
  const all = agentsShown();
  if (all.length === 0) return html`<p class="empty">Nobody fits. Choose another state or queue.</p>`;
  const agents = all.slice(0, MAX_TILES);
  const stop = agents.some(({ id }) => id === store.focused) ? store.focused : agents[0].id;
  return html`
    <ul class="agents" aria-label="Agents" onKeyDown=${walk}>
      ${agents.map(
        (agent) => html`
          <${Tile}
            key=${agent.id}
            agent=${agent}
            isChosen=${agent.id === store.chosen}
            isStop=${agent.id === stop}
          />
        `,
      )}
    </ul>
    ${
      all.length > agents.length
        ? html`<p class="empty">${plural(all.length - agents.length, 'more agent')}: search to see them.</p>`
        : null
    }
  `;
}

function agentsShown() {
  const { queue, state, text, order } = store.shown;
  const wanted = text.trim().toLowerCase();
  const agents = [...store.agents.values()].filter(
    (agent) =>
      (queue === null || agent.queues.includes(queue)) &&
      (state === null || agent.state === state) &&
      (wanted === '' || `${agent.id} ${agent.name}`.toLowerCase().includes(wanted)),
  );
  return order === 'longest' ? agents.toSorted((a, b) => a.since - b.since) : agents;
}

/** A tile renders again only if its agent changed: on a floor of a thousand, few agents change at a time. */
class Tile extends Component {
  shouldComponentUpdate(next) {
    const { agent, isChosen, isStop } = this.props;
    return agent !== next.agent || isChosen !== next.isChosen || isStop !== next.isStop;
  }

  render({ agent, isChosen, isStop }) {
    const { id, state, since } = agent;
    return html`
      <li>
        <button
          type="button"
          class=${`tile ${state}`}
          data-agent=${id}
          tabindex=${isStop ? 0 : -1}
          aria-expanded=${String(isChosen)}
          aria-controls="agent-panel"
          onFocus=${() => change({ focused: id })}
          onClick=${() => change({ chosen: isChosen ? null : id })}
        >
          <span class="who"><b>${id}</b> ${nameOf(agent)}</span>
          <span class="what">${stateWords(agent, store.floor.restReasons)} <span data-since=${since}></span></span>
        </button>
      </li>
    `;
  }
}

function walk(event) {
  const tiles = [...event.currentTarget.querySelectorAll('.tile')];
  const at = tiles.indexOf(event.target.closest('.tile'));
  const perRow = tiles.filter(({ offsetTop }) => offsetTop === tiles[0].offsetTop).length;
  const steps = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -perRow,
    ArrowDown: perRow,
    Home: -at,
    End: tiles.length - 1 - at,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  tiles[at + step]?.focus();
}
