import { type Schedule, TIMES_PER_DAY_MAX } from '../../domain/calendar/schedule.ts';
import { inWeekOrder } from '../../domain/calendar/weekday.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { QUEUES_MAX, type QueueProblem, wantedQueues } from '../../domain/commands/wanted-queues.ts';
import type { Fact } from '../../domain/floor/fact.ts';
import type { SubscriptionEdit } from '../subscriptions/subscription.ts';
import type { SaveProblem } from './subscription-results.ts';

/** A subscription as a person types it or fills it into a form. */
export interface WantedSubscription {
  readonly channelId: string;
  readonly schedule: Schedule;
  /** Names or numbers, as people write them; empty for the whole floor. */
  readonly queues: readonly string[];
  /** Other organisations in the channel that the person agreed to. */
  readonly confirmedReaders?: readonly string[];
}

export type CheckedSubscription =
  | { readonly kind: 'edit'; readonly edit: SubscriptionEdit; readonly queues: readonly NamedQueue[] }
  | SaveProblem;

/** Creates the checks of what a person typed. `queues` returns the queues of the contact centre. */
export function createWantedSubscriptions(queues: () => Promise<Fact<readonly NamedQueue[]>>) {
  return {
    findQueues,

    /** Returns the ids with the names that are known. */
    async named(ids: readonly number[]): Promise<NamedQueue[]> {
      return withNames(ids, await queues());
    },

    /** All queues with a name that is known. */
    async allNamed(): Promise<readonly NamedQueue[]> {
      const known = await queues();
      return known.kind === 'known' ? known.value : [];
    },

    /** Finds the queues and puts times and days in order. */
    async check(wanted: WantedSubscription): Promise<CheckedSubscription> {
      const found = await findQueues(wanted.queues);
      if (found.kind !== 'queues') return found;
      if (found.queues.length > QUEUES_MAX) return { kind: 'too-many', max: QUEUES_MAX };
      const times = [...new Set(wanted.schedule.times)].toSorted();
      if (times.length > TIMES_PER_DAY_MAX) return { kind: 'too-many-times', max: TIMES_PER_DAY_MAX };
      const schedule = { ...wanted.schedule, times, days: inWeekOrder(wanted.schedule.days) };
      const { channelId, confirmedReaders = [] } = wanted;
      const edit = { channelId, queues: found.queues.map(({ id }) => id), schedule, confirmedReaders };
      return { kind: 'edit', edit, queues: found.queues };
    },
  };

  /** Finds the typed queues, with the names that are known. */
  async function findQueues(
    typed: readonly string[],
  ): Promise<QueueProblem | { readonly kind: 'queues'; readonly queues: readonly NamedQueue[] }> {
    if (typed.length === 0) return { kind: 'queues', queues: [] };
    const known = await queues();
    const found = wantedQueues(typed, known);
    return found.kind === 'queues' ? { kind: 'queues', queues: withNames(found.ids, known) } : found;
  }
}

function withNames(ids: readonly number[], known: Fact<readonly NamedQueue[]>): NamedQueue[] {
  const named = new Map(known.kind === 'known' ? known.value.map((queue) => [queue.id, queue]) : []);
  return ids.map((id) => named.get(id) ?? { id, name: null });
}
