import type { FloorTime } from './floor-time.ts';

export interface WaitingCall {
  readonly id: string;
  /** Start of the wait, in milliseconds of floor time. */
  readonly since: number;
}

/** A skill queue. */
export interface Queue {
  readonly id: number;
  name: string;
  /** 5 is an ordinary audio or video call, 53 social chat (page 0416). */
  mediaType: number;
  /** Waiting calls, the longest wait first. */
  readonly waiting: WaitingCall[];
}

export interface QueueSpec {
  readonly id?: number;
  readonly name: string;
  readonly mediaType?: number;
}

interface Queues {
  add(spec: QueueSpec): Queue;
  all(): readonly Queue[];
  enqueue(queueId: number, waitedSeconds: number): WaitingCall;
  dequeue(queueId: number, callId?: string): WaitingCall | undefined;
  newCallId(): string;
}

export function createQueues(time: FloorTime): Queues {
  const queues = new Map<number, Queue>();
  let lastHandle = 1000;

  function queue(id: number): Queue {
    const found = queues.get(id);
    if (found === undefined) throw new RangeError(`there is no queue ${id} on this floor`);
    return found;
  }

  function newCallId(): string {
    lastHandle += 1;
    return `${Math.floor(time.now() / 1000)}-${lastHandle}`;
  }

  return {
    add({ id = Math.max(0, ...queues.keys()) + 1, name, mediaType = 5 }) {
      if (!Number.isInteger(id) || id < 1 || id > 5000)
        throw new RangeError(`a queue id is 1 to 5000, not ${id}`);
      if (queues.has(id)) throw new RangeError(`there is a queue ${id} already`);
      const made: Queue = { id, name, mediaType, waiting: [] };
      queues.set(id, made);
      return made;
    },
    all: () => [...queues.values()].toSorted((a, b) => a.id - b.id),
    enqueue(queueId, waitedSeconds) {
      const call: WaitingCall = { id: newCallId(), since: time.now() - waitedSeconds * 1000 };
      const { waiting } = queue(queueId);
      waiting.push(call);
      waiting.sort((a, b) => a.since - b.since);
      return call;
    },
    dequeue(queueId, callId) {
      const { waiting } = queue(queueId);
      const index = callId === undefined ? 0 : waiting.findIndex(({ id }) => id === callId);
      return index === -1 ? undefined : waiting.splice(index, 1)[0];
    },
    newCallId,
  };
}
