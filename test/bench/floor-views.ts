import { known } from '../../src/domain/floor/fact.ts';
import { longestFirst } from '../../src/domain/floor/queue-status.ts';
import { SOURCES } from '../../src/queries/sources.ts';
import { createTimeWriter } from '../../src/slack/block-kit/time-text.ts';
import { floorMessage } from '../../src/slack/blocks/floor-card.ts';
import { homeViews } from '../../src/slack/blocks/home.ts';
import { queueTableMessage } from '../../src/slack/blocks/queue-table.ts';
import { HELP_FORMS } from '../support/commands/parse-floor.ts';
import { CENTRE } from '../support/floors/centre-key.ts';
import { type FloorSpec, person, snapshotOf, viewOf } from '../support/floors/floors.ts';
import { type BenchRow, median, milliseconds, timed, times } from './figures.ts';

const ROUNDS = 31;
const AGENTS = 10_000;
const QUEUES = Array.from({ length: 50 }, (_, index) => index + 1);
const NOW = Date.UTC(2026, 10, 20, 13);

/**
 * Measures the time from a snapshot of 10,000 agents to `/queue`, `/floor` and App Home, beside sorting the agents
 * once.
 */
export async function measureFloorViews(): Promise<BenchRow[]> {
  return [
    await measure('one queue each', (index) => [1 + (index % QUEUES.length)]),
    await measure('all 50 queues each', () => QUEUES),
  ];
}

async function measure(what: string, queuesOf: (index: number) => number[]): Promise<BenchRow> {
  const agents = Array.from({ length: AGENTS }, (_, index) => person(index, { queues: queuesOf(index) }));
  const names = new Map(QUEUES.map((id) => [id, `Queue of team ${id}`]));
  const waits = new Map(QUEUES.map((id) => [id, { calls: id % 3, longestSeconds: id }]));
  const spec: FloorSpec = { agents, names, waits };
  const snapshot = snapshotOf(agents);
  const counted: number[] = [];
  const drawn: number[] = [];
  for (let round = -5; round < ROUNDS; round += 1) {
    const count = await timed(() => longestFirst(agents));
    const draw = await timed(() => drawAll(spec, snapshot));
    if (round < 0) continue;
    counted.push(count.ms);
    drawn.push(draw.ms);
  }
  return {
    what: `10,000 agents, ${what}: snapshot to /queue, /floor and App Home`,
    figure: milliseconds(median(drawn)),
    against: `sorting the agents once, ${milliseconds(median(counted))}`,
    ratio: times(median(drawn) / median(counted)),
  };
}

function drawAll(spec: FloorSpec, snapshot: ReturnType<typeof snapshotOf>): number {
  const view = viewOf({ ...spec, agents: [] }, { snapshot: known(snapshot, SOURCES.allOnlineAgents, NOW) });
  const time = createTimeWriter({ timeZone: 'UTC', now: NOW });
  const about = {
    centre: CENTRE,
    view,
    surface: 'ephemeral-in-channel',
    sharedBy: null,
    time,
    now: NOW,
  } as const;
  const home = homeViews({
    floor: { kind: 'answered', answer: view },
    favourites: { kind: 'known', chosen: [1, 2, 3] },
    connections: [],
    centre: CENTRE,
    help: HELP_FORMS,
    time,
    now: NOW,
  });
  return (
    queueTableMessage({ ...about, page: 0 }).blocks.length +
    floorMessage(about).blocks.length +
    home.page.blocks.length
  );
}
