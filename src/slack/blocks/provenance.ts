import type { Fact, Origin } from '../../domain/floor/fact.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { PROVENANCE } from '../replies/card-replies.ts';

/** When the figures of an answer were taken, and from which sources. Every answer ends with this. */
export function provenanceOf(facts: readonly Fact<unknown>[], time: TimeWriter, now: number): Sentence[] {
  const sources = oldestPerSource(facts.flatMap(readingsOf));
  if (sources.length === 0) return [PROVENANCE.asked(time.instant(now))];
  return [
    asOf(sources, time),
    ...sources.filter((source) => source.stale).map((source) => staleWords(source, time)),
    ...rememberedWords(facts, time),
  ];
}

interface Taken extends Origin {
  /** The source does not answer now; this is its last reading. */
  readonly stale: boolean;
}

/** The readings behind a fact. "Signed out" and "unknown agent" come from a source too. */
function readingsOf(fact: Fact<unknown>): Taken[] {
  switch (fact.kind) {
    case 'known':
      return [fact];
    case 'signed-out':
    case 'no-record':
      return [{ ...fact, stale: false }];
    case 'unknown-agent':
      return fact.said.map((origin) => ({ ...origin, stale: false }));
    case 'not-measured':
    case 'too-many-agents':
    case 'no-answer':
      return [];
  }
}

/** States the time once if all sources were read within one second. */
function asOf(sources: readonly Taken[], time: TimeWriter): Sentence {
  const read = sources.map((source) => ({ at: time.instant(source.takenAt), name: nameOf(source) }));
  const [first] = read;
  return first !== undefined && read.every(({ at }) => at.token === first.at.token)
    ? PROVENANCE.allAsOf(
        first.at,
        read.map(({ name }) => name),
      )
    : PROVENANCE.eachAsOf(read);
}

/** One reading per source: the oldest one if there are several. */
function oldestPerSource(facts: readonly Taken[]): Taken[] {
  const bySource = new Map<string, Taken>();
  for (const fact of facts) {
    const name = nameOf(fact);
    const before = bySource.get(name);
    if (before === undefined || fact.takenAt < before.takenAt) bySource.set(name, fact);
  }
  return [...bySource.values()].toSorted((left, right) => left.takenAt - right.takenAt);
}

/** The oldest reading of names and queues that are older than the figures. */
function rememberedWords(facts: readonly Fact<unknown>[], time: TimeWriter): Sentence[] {
  const [oldest] = facts
    .flatMap((fact) => (fact.kind === 'known' ? (fact.remembered ?? []) : []))
    .toSorted((left, right) => left.takenAt - right.takenAt);
  return oldest === undefined ? [] : [PROVENANCE.remembered(nameOf(oldest), time.ago(oldest.takenAt))];
}

function nameOf(fact: Origin): string {
  return `${fact.source.upstream} ${fact.source.endpoint}`;
}

function staleWords(fact: Taken, time: TimeWriter): Sentence {
  return PROVENANCE.stale(nameOf(fact), time.ago(fact.takenAt));
}
