import { type Interval, joinTouching } from '../calendar/interval.ts';
import type { QueueId } from '../floor/snapshot.ts';
import type { Period } from './figures.ts';
import type { Sample } from './sample.ts';
import { includes, isExclusive, type Scope } from './scope.ts';
import { Tally } from './tally.ts';

/**
 * Measures the part of an interval that samples cover, one sample per step: on the largest floors a sample takes about
 * 50 ms, and the caller can let other work run between two steps. Time covered by two samples (the clock was set back,
 * or two bots sampled) counts once.
 *
 * @param samples in any order; samples outside the interval are ignored
 */
export function* measureStepwise(
  samples: readonly Sample[],
  interval: Interval,
  scopes: readonly Scope[],
): Generator<undefined, Period> {
  const tallies = scopes.map((scope) => ({ key: scope.key, tally: new Tally() }));
  const rolesOf = createRoles(scopes);
  const covered: Interval[] = [];
  let at = interval.from;

  for (const sample of overlapping(samples, interval)) {
    const from = Math.max(sample.since, at);
    const to = Math.min(sample.takenAt, interval.to);
    if (to <= from) continue;
    for (const group of sample.groups) {
      for (const { index, exclusive } of rolesOf(group.queues)) {
        tallies[index]?.tally.add(group, sample.takenAt, exclusive);
      }
    }
    for (const { tally } of tallies) tally.run(from, to);
    covered.push({ from, to });
    at = to;
    yield;
  }

  const taken = samples.filter(({ takenAt }) => takenAt > interval.from && takenAt <= interval.to);
  const figures = tallies.map(({ key, tally }) => [key, tally.figures()] as const);
  return {
    ...interval,
    covered: joinTouching(covered),
    malformedRecords: taken.reduce((max, { malformedRecords }) => Math.max(max, malformedRecords), 0),
    scopes: new Map(figures.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))),
  };
}

function overlapping(samples: readonly Sample[], { from, to }: Interval): Sample[] {
  return samples
    .filter((sample) => sample.takenAt > from && sample.since < to)
    .toSorted((left, right) => left.since - right.since || left.takenAt - right.takenAt);
}

interface Role {
  readonly index: number;
  readonly exclusive: boolean;
}

/** Caches the scopes in which a group of agents counts, because the same groups occur in each sample. */
function createRoles(scopes: readonly Scope[]): (queues: readonly QueueId[]) => readonly Role[] {
  const known = new Map<string, readonly Role[]>();
  return (queues) => {
    const key = queues.join();
    const roles = known.get(key) ?? rolesIn(queues);
    known.set(key, roles);
    return roles;
  };

  function rolesIn(queues: readonly QueueId[]): Role[] {
    return scopes.flatMap((scope, index) =>
      includes(scope, queues) ? [{ index, exclusive: isExclusive(scope, queues) }] : [],
    );
  }
}

export function queuesIn(samples: readonly Sample[]): QueueId[] {
  const queues = new Set(samples.flatMap(({ groups }) => groups.flatMap((group) => group.queues)));
  return [...queues].toSorted((left, right) => left - right);
}
