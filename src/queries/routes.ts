import {
  distinct,
  type Fact,
  type Failure,
  type Known,
  known,
  type NoAnswer,
  type Origin,
  type Origins,
  type Source,
  type Upstream,
} from '../domain/floor/fact.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';
import { FloorwalkerError } from '../errors.ts';
import { sleep } from '../time.ts';
import type { Reader } from './reader.ts';

export interface Route<T> {
  readonly source: Source;
  /**
   * Reads the fact; `undefined` if this route cannot know it.
   *
   * @throws {FloorwalkerError} upstream-*, gateway-*
   */
  read(): Promise<Reading<T> | undefined>;
  lastValue(): Value<T> | undefined;
  /** For lists: an empty list may be due to missing permissions, so it counts only if no other route has more. */
  isEmpty?(value: T): boolean;
}

/** Creates a route to a value derived from a reader's; `undefined` means that the route does not know. */
export function routeTo<K, T, U>(
  source: Source,
  reader: Pick<Reader<K, T>, 'read' | 'lastValue'> | undefined,
  key: K,
  derive: (value: T) => U | undefined,
  urgency?: Ask['urgency'],
): Route<U> | undefined {
  return (
    reader && {
      source,
      async read() {
        const reading = await reader.read(key, urgency);
        return reading.kind === 'value' ? derived(reading, derive) : reading;
      },
      lastValue() {
        const last = reader.lastValue(key);
        return last && derived(last, derive);
      },
    }
  );
}

/** Creates a route to a list, which decides nothing while the list is empty. */
export function unlessEmpty<T extends { readonly size: number }>(
  route: Route<T> | undefined,
): Route<T> | undefined {
  return route && { ...route, isEmpty: ({ size }) => size === 0 };
}

/** Returns its argument, for routes to the unchanged value of a reader. */
export function identity<T>(value: T): T {
  return value;
}

function derived<T, U>(reading: Value<T>, derive: (value: T) => U | undefined): Value<U> | undefined {
  const value = derive(reading.value);
  return value === undefined ? undefined : { ...reading, value };
}

export interface RouteTiming {
  /** Time after which the next route is asked too, milliseconds; the slow route keeps running. */
  readonly hedgeAfterMs: number;
  /** Timeout of all routes together, milliseconds. */
  readonly budgetMs: number;
}

type Outcome<T> =
  | { readonly kind: 'settled'; readonly fact: Fact<T> }
  | { readonly kind: 'empty'; readonly fact: Known<T> }
  | {
      readonly kind: 'unsettled';
      readonly because: 'refused' | 'does-not-know' | 'not-in-call' | 'nothing-to-ask';
    }
  | { readonly kind: 'unknown-agent'; readonly origin: Origin }
  | { readonly kind: 'too-many-agents'; readonly agents: number }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/**
 * Asks the routes in order until one decides the fact. While a route is slow, the next one is asked too, and the first
 * decision counts. If upstreams fail and no route decides, the last known value is returned as stale.
 */
export async function readWithFallback<T>(
  candidates: readonly (Route<T> | undefined)[],
  timing: RouteTiming,
): Promise<Fact<T>> {
  const routes = candidates.filter((route) => route !== undefined);
  const outcomes: (Outcome<T> | undefined)[] = routes.map(() => undefined);
  const settled = Promise.withResolvers<Fact<T>>();
  const done = new AbortController();
  const outOfTime = sleep(timing.budgetMs, done.signal).then(() => resolve(routes, outcomes));
  const pending: Promise<void>[] = [];

  async function ask(route: Route<T>, index: number): Promise<void> {
    const outcome = await read(route);
    outcomes[index] = outcome;
    if (outcome.kind === 'settled') settled.resolve(outcome.fact);
  }

  /** The next route is asked at once if its predecessor's upstream is already slow with another route. */
  async function hedgeDelay(index: number): Promise<void> {
    const { upstream } = routes[index]?.source ?? {};
    const earlier = routes.slice(0, index).filter(({ source }) => source.upstream === upstream);
    const isSilent = earlier.some((route) => outcomes[routes.indexOf(route)] === undefined);
    if (!isSilent) await sleep(timing.hedgeAfterMs, done.signal);
  }

  try {
    for (const [index, route] of routes.entries()) {
      const answer = ask(route, index);
      pending.push(answer);
      const moveOn = Promise.race([answer, hedgeDelay(index)]).then(() => undefined);
      const fact = await Promise.race([settled.promise, outOfTime, moveOn]);
      if (fact !== undefined) return fact;
    }
    const all = Promise.all(pending).then(() => resolve(routes, outcomes));
    return await Promise.race([settled.promise, outOfTime, all]);
  } finally {
    done.abort();
  }
}

async function read<T>(route: Route<T>): Promise<Outcome<T>> {
  try {
    const reading = await route.read();
    return reading === undefined ? { kind: 'unsettled', because: 'does-not-know' } : classify(reading, route);
  } catch (error) {
    if (error instanceof FloorwalkerError)
      return { kind: 'failed', failures: failuresIn(error, route.source.upstream) };
    throw error;
  }
}

/** The failure of a fact that another fact depends on; its failures are the failures of both. */
export class NoAnswerError extends FloorwalkerError {
  readonly failures: NoAnswer['failures'];

  constructor({ failures }: NoAnswer) {
    super(failures[0]?.code ?? 'upstream-failed');
    this.failures = failures;
  }
}

function failuresIn(error: FloorwalkerError, upstream: Upstream): readonly Failure[] {
  if (error instanceof NoAnswerError) return error.failures;
  const { code, cause } = error;
  const after = cause instanceof FloorwalkerError ? cause : undefined;
  const reason = error.reason ?? after?.reason;
  return [
    { upstream, code, ...(after && { after: after.code }), ...(reason === undefined ? {} : { reason }) },
  ];
}

function classify<T>(reading: Reading<T>, route: Route<T>): Outcome<T> {
  const { source } = route;
  switch (reading.kind) {
    case 'value': {
      const fact = { ...known(reading.value, source, reading.takenAt), ...missingOf(reading) };
      return { kind: route.isEmpty?.(reading.value) === true ? 'empty' : 'settled', fact };
    }
    case 'signed-out':
      return { kind: 'settled', fact: { kind: 'signed-out', source, takenAt: reading.takenAt } };
    // The gateway may know fewer agents than the CMS, so a later route may know this one.
    case 'unknown-agent':
      return { kind: 'unknown-agent', origin: { source, takenAt: reading.takenAt } };
    case 'too-many-agents':
      return reading;
    case 'not-in-call':
    case 'refused':
    case 'nothing-to-ask':
      return { kind: 'unsettled', because: reading.kind };
  }
}

/**
 * Combines the outcomes if no route decided the fact. The first rule that applies decides:
 *
 * 1. A route says that the agent is unknown, and no upstream is silent: `unknown-agent`.
 * 2. A route says that the agent is unknown, and another upstream is silent: the last value of the silent upstream, as
 *    stale, because agents are removed less often than connections fail. Without such a value: `unknown-agent` with the
 *    silent upstreams. Last values of upstreams that answer now are outdated and not used.
 * 3. A route failed: the newest last value, as stale. Without one: `no-answer` with all failures.
 * 4. No route failed: the empty list of a route, otherwise `too-many-agents`, otherwise `not-measured`.
 *
 * An upstream is silent if a route to it failed and no route to it says that the agent is unknown. A route that has not
 * answered yet counts as failed with a time-out.
 */
function resolve<T>(routes: readonly Route<T>[], outcomes: readonly (Outcome<T> | undefined)[]): Fact<T> {
  const ended = routes.map(({ source }, index) => outcomes[index] ?? late(source.upstream));
  const failures = distinct(ended.flatMap((outcome) => (outcome.kind === 'failed' ? outcome.failures : [])));
  const [first, ...others] = ended.flatMap((outcome) =>
    outcome.kind === 'unknown-agent' ? [outcome.origin] : [],
  );
  if (first !== undefined) {
    const said: Origins = [first, ...others];
    const answered = new Set(said.map(({ source }) => source.upstream));
    const silent = failures.filter(({ upstream }) => !answered.has(upstream));
    const isSilent = ({ source }: Route<T>) => silent.some(({ upstream }) => upstream === source.upstream);
    return lastKnown(routes.filter(isSilent)) ?? { kind: 'unknown-agent', said, silent };
  }
  if (failures.length > 0) return lastKnown(routes) ?? { kind: 'no-answer', failures };
  const empty = ended.find((outcome) => outcome.kind === 'empty');
  if (empty !== undefined) return empty.fact;
  const tooMany = ended.find((outcome) => outcome.kind === 'too-many-agents');
  if (tooMany !== undefined) return tooMany;
  const inCallOnly = ended.some(
    (outcome) => outcome.kind === 'unsettled' && outcome.because === 'not-in-call',
  );
  return inCallOnly ? { kind: 'not-measured', unlessInCall: true } : { kind: 'not-measured' };
}

function late(upstream: Upstream): Outcome<never> {
  return { kind: 'failed', failures: [{ upstream, code: 'upstream-timeout' }] };
}

function lastKnown<T>(routes: readonly Route<T>[]): Fact<T> | undefined {
  const values = routes.flatMap((route) => {
    const last = route.lastValue();
    return last === undefined || route.isEmpty?.(last.value) === true
      ? []
      : [{ ...known(last.value, route.source, last.takenAt), ...missingOf(last), stale: true }];
  });
  return values.toSorted((left, right) => right.takenAt - left.takenAt)[0];
}

function missingOf({ missing }: Value<unknown>): Pick<Value<unknown>, 'missing'> {
  return missing === undefined ? {} : { missing };
}
