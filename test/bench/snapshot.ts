import { readOnlineAgents } from '../../src/contact-center/gateway/online-agents.ts';
import { countStates, signedInOf } from '../../src/domain/floor/queue-status.ts';
import { type BenchRow, median, milliseconds, timed, times } from './figures.ts';

const PAIRS = 41;
const QUEUES = 50;
const AGENTS_PER_QUEUE = 200;

/**
 * Measures `allonlineagents` of 10,000 agents from bytes to a validated, counted snapshot, beside decoding and
 * `JSON.parse` alone.
 */
export async function measureSnapshot(): Promise<BenchRow[]> {
  const bytes = Buffer.from(JSON.stringify({ message: 'success', retcode: '0', result: largeFloor() }));
  const parse = (): { result: unknown } => JSON.parse(bytes.toString());
  const whole = () => countStates(signedInOf(readOnlineAgents(parse().result, 900, Date.now()) ?? failed()));
  const ratios: number[] = [];
  const absolute: number[] = [];
  for (let pair = -5; pair < PAIRS; pair += 1) {
    const bare = await timed(parse);
    const full = await timed(whole);
    if (pair < 0) continue;
    ratios.push(full.ms / bare.ms);
    absolute.push(full.ms);
  }
  return [
    {
      what: `snapshot of 10,000 agents, ${(bytes.length / 1e6).toFixed(2)} MB to counted`,
      figure: milliseconds(median(absolute)),
      against: 'toString and JSON.parse alone',
      ratio: times(median(ratios)),
    },
  ];
}

function failed(): never {
  throw new Error('the snapshot could not be read');
}

function largeFloor() {
  return Array.from({ length: QUEUES }, (_, queue) => ({
    skillId: queue + 1,
    skillMediaType: 5,
    agent: Array.from({ length: AGENTS_PER_QUEUE }, (_, place) =>
      row(1_000 + queue * AGENTS_PER_QUEUE + place),
    ),
  }));
}

function row(workno: number) {
  return {
    workno: String(workno),
    name: `Agent ${workno}`,
    status: '4',
    ctiStatus: String(1 + (workno % 9)),
    groupid: 0,
    groupname: null,
    skilllist: [],
    mediatype: 'TFF',
    vdnid: 214,
    phonenumber: '88880026',
    currentstatetime: workno % 900,
    logindate: 1_616_510_142_000,
    callids: [],
    inMultimediaConf: 0,
    currentStateReason: 0,
  };
}
