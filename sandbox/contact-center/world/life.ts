import type { Agent } from './agent.ts';
import { CTI } from './agent-states.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Durations on an ordinary day, in seconds. */
const RING = { min: 2, max: 8 };
const TALK_MEAN = 180;
const WRAP_UP_MEAN = 35;
const BUSY_MEAN = 240;
const REST = { min: 300, max: 1800 };
const STUDY_MEAN = 900;
const SIGNED_OUT_MEAN = 2400;
const ABANDON_MEAN = 150;
/** Mean time in seconds until an available agent starts something other than a queued call. */
const AVAILABLE_MEAN = 900;
/**
 * Seconds between calls for each signed-in agent of a queue. With the durations above, agents talk about 60 % of the
 * time.
 */
const CALL_INTERVAL_PER_AGENT = 330;

interface LifeOptions {
  readonly world: World;
  readonly random: Random;
  /** Whether an agent changes state by itself; the bot's own agent does not. */
  readonly lives: (agent: Agent) => boolean;
}

/**
 * Starts the activity of a floor: calls arrive, ring, are answered and followed by wrap-up; agents take breaks, sign in
 * and sign out.
 */
export function startLife({ world, random, lives }: LifeOptions): () => void {
  const nextStep = new Map<number, () => void>();
  let stopped = false;

  function plan(agent: Agent, seconds: number, step: () => void): void {
    nextStep.get(agent.id)?.();
    nextStep.set(
      agent.id,
      world.time.after(seconds * 1000, () => {
        if (world.find(agent.id) === agent) step();
      }),
    );
  }

  /** Schedules the next change of an agent from the present state, whatever led to it. */
  function live(agent: Agent): void {
    if (stopped || !lives(agent)) return;
    const { id } = agent;
    switch (agent.state) {
      case CTI.signedOut:
        return plan(agent, random.exponential(SIGNED_OUT_MEAN), () => world.signIn(id));
      case CTI.idle:
        plan(agent, random.exponential(AVAILABLE_MEAN), () => leaveIdle(agent));
        return takeNextWaiting(agent);
      case CTI.preOccupied:
      case CTI.occupied:
        return plan(agent, random.between(3, 15), () => world.setState(id, CTI.talking));
      case CTI.ringing:
        return plan(agent, random.between(RING.min, RING.max), () => answerOrMiss(agent));
      case CTI.talking:
        return plan(agent, 10 + random.exponential(TALK_MEAN), () =>
          world.endCall(id, { next: random.chance(0.85) ? CTI.wrapUp : CTI.idle }),
        );
      case CTI.wrapUp:
      case CTI.adjusting:
        return plan(agent, 5 + random.exponential(WRAP_UP_MEAN), () => world.setState(id, CTI.idle));
      case CTI.busy:
        return plan(agent, 20 + random.exponential(BUSY_MEAN), () => world.setState(id, CTI.idle));
      case CTI.rest:
        return plan(agent, random.between(REST.min, REST.max), () => world.setState(id, CTI.idle));
      case CTI.study:
        return plan(agent, 120 + random.exponential(STUDY_MEAN), () => world.setState(id, CTI.idle));
    }
  }

  function answerOrMiss(agent: Agent): void {
    if (random.chance(0.95)) world.setState(agent.id, CTI.talking);
    else world.setState(agent.id, CTI.busy, 2); // Reason 2: made busy after a long no-answer (page 1346).
  }

  function leaveIdle(agent: Agent): void {
    const roll = random.next();
    if (roll < 0.35) return void world.setState(agent.id, CTI.busy, random.integer(200, 205));
    if (roll < 0.6)
      return void world.setState(agent.id, CTI.rest, random.pick([...world.restReasons.keys()]));
    if (roll < 0.66) return void world.setState(agent.id, CTI.study);
    if (roll < 0.78) return void world.signOut(agent.id);
    world.startCall(agent.id, { direction: 'out', ringing: true });
    world.setState(agent.id, CTI.occupied);
  }

  function takeNextWaiting(agent: Agent): void {
    const longest = world
      .queues()
      .filter(({ id, waiting }) => agent.queues.includes(id) && waiting.length > 0)
      .toSorted((a, b) => (a.waiting[0]?.since ?? 0) - (b.waiting[0]?.since ?? 0))[0];
    const call = longest === undefined ? undefined : world.takeWaitingCall(longest.id);
    if (longest !== undefined && call !== undefined) {
      world.startCall(agent.id, { queueId: longest.id, ringing: true, id: call.id });
    }
  }

  function callArrives(queueId: number): void {
    if (stopped) return;
    const idle = world
      .agents()
      .filter((agent) => lives(agent) && agent.state === CTI.idle && agent.queues.includes(queueId));
    if (idle.length > 0) {
      const longestIdle = idle.reduce((longest, agent) =>
        agent.stateSince < longest.stateSince ? agent : longest,
      );
      world.startCall(longestIdle.id, { queueId, ringing: true });
    } else {
      const waiting = world.addWaitingCall(queueId);
      world.time.after(random.exponential(ABANDON_MEAN) * 1000, () =>
        world.takeWaitingCall(queueId, waiting.id),
      );
    }
    expectCall(queueId);
  }

  function expectCall(queueId: number): void {
    const staff = world.agents().reduce((sum, agent) => sum + share(agent, queueId), 0);
    const interval = CALL_INTERVAL_PER_AGENT / Math.max(staff, 0.25);
    world.time.after(random.exponential(interval) * 1000, () => callArrives(queueId));
  }

  const forget = world.onChange(live);
  for (const agent of world.agents()) live(agent);
  for (const queue of world.queues()) expectCall(queue.id);

  return () => {
    stopped = true;
    forget();
    for (const cancel of nextStep.values()) cancel();
  };
}

/** The share of an agent's time for one queue: an agent of three queues counts as a third in each. */
function share(agent: Agent, queueId: number): number {
  return agent.state !== CTI.signedOut && agent.queues.includes(queueId) ? 1 / agent.queues.length : 0;
}
