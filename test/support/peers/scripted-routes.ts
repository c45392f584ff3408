import type { Fact, Failure, Source } from '../../../src/domain/floor/fact.ts';
import type { Value } from '../../../src/domain/floor/reading.ts';
import type { Route } from '../../../src/queries/routes.ts';
import { NINE } from '../clocks/manual-clock.ts';
import { gives } from './scripted-ports.ts';

export const TIMING = { hedgeAfterMs: 900, budgetMs: 2_500 };
export const FIRST: Source = { upstream: 'CC-Gateway', endpoint: 'first' };
export const SECOND: Source = { upstream: 'CC-CMS', endpoint: 'second' };
export const THIRD: Source = { upstream: 'CC-CMS', endpoint: 'third' };

export type Read = Route<string>['read'];

export function route(source: Source, read: Read, last?: Value<string>): Route<string> & { asked: number } {
  const it = {
    source,
    asked: 0,
    read: () => {
      it.asked += 1;
      return read();
    },
    lastValue: () => last,
  };
  return it;
}

export const doesNotKnow: Read = async () => undefined;
export const refused = gives<string>({ kind: 'refused', scope: 'agent' });
export const unknownAgent = gives<string>({ kind: 'unknown-agent', takenAt: NINE });

export function nobodyBy(sources: readonly Source[], silent: readonly Failure[]): Fact<string> {
  const [first, ...others] = sources.map((source) => ({ source, takenAt: NINE }));
  if (first === undefined) throw new Error('there is no route');
  return { kind: 'unknown-agent', said: [first, ...others], silent };
}

export function fact(of: string, source: Source, stale = false): Fact<string> {
  return { kind: 'known', value: of, source, takenAt: NINE, stale };
}
