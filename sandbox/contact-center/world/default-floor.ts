import type { AgentSpec } from './agent.ts';
import type { StateName } from './agent-states.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const QUEUE_NAMES = ['Sales', 'Support', 'Billing', 'Returns', 'Réservations', 'Social chat'];
/** The names of the first queues; further queues get numbers. */
const SOCIAL_CHAT = { index: 5, mediaType: 53 };

const FIRST_NAMES = [
  'Ana',
  'Bruno',
  'Chidi',
  'Dalia',
  'Emre',
  'Fatima',
  'Goran',
  'Hana',
  'Ivo',
  'Jiao',
  'Kofi',
  'Léa',
  'Marta',
  'Nils',
  'Oksana',
  'Paulo',
  'Quynh',
  'Rosa',
  'Søren',
  'Tariq',
  'Umut',
  'Vera',
  'Wen',
  'Ximena',
  'Yusuf',
  'Zoë',
]; // prettier-ignore
const LAST_NAMES = [
  'Almeida',
  'Bergström',
  'Costa',
  'Demir',
  'Eriksen',
  'Fernández',
  'Gupta',
  'Horváth',
  'Ivanova',
  'Jensen',
  'Kowalski',
  'López',
  'Müller',
  'Nakamura',
  'Okafor',
  'Petrov',
  'Quintero',
  'Rossi',
  'Silva',
  'Tanaka',
  'Usman',
  'Vargas',
  'Wójcik',
]; // prettier-ignore

/** The agent of all examples. */
const WELL_KNOWN: AgentSpec = {
  id: 1099,
  name: 'Liu Kai',
  queues: [1, 2],
  state: 'idle',
  stateForSeconds: 95,
  signedInForSeconds: 3 * 3600,
  answered: 5,
  placed: 0,
  talkSeconds: 4328,
};
const NON_ASCII = { id: 1003, name: '刘凯' };
const NAMELESS_ID = 1007;

const STATE_SHARES: readonly (readonly [StateName, number])[] = [
  ['talking', 0.4],
  ['idle', 0.2],
  ['wrap-up', 0.08],
  ['busy', 0.07],
  ['rest', 0.06],
  ['ringing', 0.03],
  ['study', 0.02],
  ['signed-out', 0.14],
];

interface FloorOptions {
  readonly world: World;
  readonly random: Random;
  readonly agents: number;
  readonly queues: number;
}

/** Adds named queues to the world, and agents in the middle of their day. */
export function furnishDefaultFloor({ world, random, agents, queues }: FloorOptions): void {
  for (let index = 0; index < queues; index += 1) {
    world.addQueue({
      id: index + 1,
      name: QUEUE_NAMES[index] ?? `Queue ${index + 1}`,
      mediaType: index === SOCIAL_CHAT.index ? SOCIAL_CHAT.mediaType : 5,
    });
  }
  for (let index = 0, id = 1001; index < agents - 1; index += 1, id += 1) {
    if (id === WELL_KNOWN.id) id += 1;
    world.addAgent(person(id, random, queues));
  }
  if (agents > 0)
    world.addAgent({ ...WELL_KNOWN, queues: (WELL_KNOWN.queues ?? []).filter((id) => id <= queues) });
}

function person(id: number, random: Random, queues: number): AgentSpec {
  const signedInForSeconds = random.integer(1800, 5 * 3600);
  const answered = Math.round((signedInForSeconds / 3600) * random.between(6, 14));
  const state = randomState(random);
  return {
    id,
    name: nameOf(id, random),
    groupId: 1 + (id % 4),
    queues: someQueues(random, queues),
    state,
    stateReason: reasonFor(state, random),
    stateForSeconds: random.integer(1, state === 'rest' ? 1200 : 240),
    signedInForSeconds,
    answered: state === 'signed-out' ? 0 : answered,
    placed: state === 'signed-out' ? 0 : random.integer(0, 6),
    talkSeconds: state === 'signed-out' ? 0 : Math.round(answered * random.between(120, 230)),
  };
}

function nameOf(id: number, random: Random): string {
  const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
  if (id === NON_ASCII.id) return NON_ASCII.name;
  return id === NAMELESS_ID ? '' : name;
}

function someQueues(random: Random, queues: number): number[] {
  const served = new Set<number>();
  const wanted = Math.min(queues, random.pick([1, 1, 1, 2, 2, 3]));
  while (served.size < wanted) served.add(random.integer(1, queues));
  return [...served].toSorted((a, b) => a - b);
}

function randomState(random: Random): StateName {
  let left = random.next();
  for (const [state, share] of STATE_SHARES) {
    left -= share;
    if (left < 0) return state;
  }
  return 'idle';
}

function reasonFor(state: StateName, random: Random): number {
  if (state === 'busy') return random.integer(200, 205);
  return state === 'rest' ? random.integer(1, 4) : 0;
}
