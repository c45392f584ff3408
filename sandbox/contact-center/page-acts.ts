import { z } from 'zod';
import { people } from './page-state.ts';
import type { Simulator } from './simulator.ts';
import type { Agent } from './world/agent.ts';
import { CTI } from './world/agent-states.ts';

/** An act of a person on the page, as the page posts it. */

const AGENT_ACTS = [
  'take-call',
  'place-call',
  'answer',
  'end-call',
  'idle',
  'busy',
  'rest',
  'wrap-up',
  'study',
  'sign-in',
  'sign-out',
] as const;

const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('speed'), speed: z.number().min(0).max(10_000) }),
  z.object({
    act: z.literal('agent'),
    id: z.number().int(),
    what: z.enum(AGENT_ACTS),
    reason: z.number().int().optional(),
  }),
  z.object({ act: z.literal('caller'), queue: z.number().int(), what: z.enum(['arrives', 'hangs-up']) }),
  z.object({ act: z.literal('scenario'), name: z.string(), on: z.boolean() }),
  z.object({ act: z.literal('restore') }),
]);

type Act = z.infer<typeof act>;
type AgentAct = (typeof AGENT_ACTS)[number];

/** Busy without a reason, and the first cause of a break. */
const REASONS = { busy: 0, rest: 1 };

/** Performs an act. @throws {Error} with a sentence for people if the act is impossible. */
export async function performAct(simulator: Simulator, body: unknown): Promise<void> {
  const read = act.safeParse(body);
  if (!read.success) throw new Error('The page sent an unknown act.');
  await perform(simulator, read.data);
}

async function perform(simulator: Simulator, what: Act): Promise<void> {
  switch (what.act) {
    case 'speed':
      simulator.speed = what.speed;
      return;
    case 'agent':
      return actAs(simulator, personWith(simulator, what.id), what.what, what.reason);
    case 'caller':
      return callerAt(simulator, what.queue, what.what);
    case 'scenario':
      return await switchScenario(simulator, what.name, what.on);
    case 'restore':
      return await restore(simulator);
  }
}

function personWith(simulator: Simulator, id: number): Agent {
  const found = people(simulator).find((agent) => agent.id === id);
  if (found === undefined) throw new Error(`There is no agent ${id} on this floor.`);
  return found;
}

function actAs({ world }: Simulator, { id, state, calls }: Agent, what: AgentAct, reason?: number): void {
  const isSignedOut = state === CTI.signedOut;
  if (isSignedOut && what !== 'sign-in') throw new Error(`${id} is signed out: sign in first.`);
  switch (what) {
    case 'take-call':
    case 'place-call':
      if (calls.length > 0) throw new Error(`${id} is in a call already: end it first.`);
      return void world.startCall(id, { direction: what === 'take-call' ? 'in' : 'out' });
    case 'answer':
      if (calls.length === 0) throw new Error(`${id} has no call to answer.`);
      return void world.setState(id, CTI.talking);
    case 'end-call':
      if (calls.length === 0) throw new Error(`${id} has no call to end.`);
      return world.endCall(id);
    case 'idle':
      return void world.setState(id, CTI.idle);
    case 'busy':
      return void world.setState(id, CTI.busy, reason ?? REASONS.busy);
    case 'rest':
      return void world.setState(id, CTI.rest, reason ?? REASONS.rest);
    case 'wrap-up':
      return void world.setState(id, CTI.wrapUp);
    case 'study':
      return void world.setState(id, CTI.study);
    case 'sign-in':
      return void world.signIn(id);
    case 'sign-out':
      return void world.signOut(id);
  }
}

function callerAt({ world }: Simulator, queueId: number, what: 'arrives' | 'hangs-up'): void {
  const queue = world.queues().find(({ id }) => id === queueId);
  if (queue === undefined) throw new Error(`There is no queue ${queueId} on this floor.`);
  if (what === 'arrives') world.addWaitingCall(queueId);
  else if (world.takeWaitingCall(queueId) === undefined) throw new Error(`No call waits in ${queue.name}.`);
}

async function switchScenario({ scenarios }: Simulator, name: string, on: boolean): Promise<void> {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  await (on ? scenario.start() : scenario.stop());
}

/** Ends all scenarios and the lasting effects of actions. */
async function restore({ bot, faults, gateway, scenarios }: Simulator): Promise<void> {
  for (const scenario of scenarios) await scenario.stop();
  faults.clear();
  gateway.unlock(bot.agentId);
  // After a crash, the platform would refuse sign-in for two minutes.
  gateway.freeBotAgent();
}
