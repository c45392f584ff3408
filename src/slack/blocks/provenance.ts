import type { types } from '@slack/bolt';
import type { Fact, Origin } from '../../domain/floor/fact.ts';
import { neutralise } from '../block-kit/escaping.ts';
import { ownMarkup } from '../block-kit/message.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { PROVENANCE } from '../replies/card-replies.ts';

/** When the figures of an answer were taken and from where: under every answer, in blocks and in the fallback text. */
export interface Provenance {
  readonly elements: types.MrkdwnElement[];
  readonly text: string;
}

export function provenanceOf(facts: readonly Fact<unknown>[], time: TimeWriter, now: number): Provenance {
  const sources = oldestPerSource(facts.flatMap(readingsOf));
  if (sources.length === 0) {
    return {
      elements: [ownMarkup(PROVENANCE.asked(time.token(now)))],
      text: `${PROVENANCE.asked(time.plain(now))}.`,
    };
  }
  const notes = [
    ...sources.filter((source) => source.stale).map((source) => staleWords(source, time)),
    ...rememberedWords(facts, time),
  ];
  const markup = asOf(sources, (at) => time.token(at));
  return {
    elements: [markup, ...notes.map((words) => `:warning: ${words}`)].map(ownMarkup),
    text: `${[asOf(sources, (at) => time.plain(at)), ...notes].join('. ')}.`,
  };
}

interface Taken extends Origin {
  /** The last that was said, by a source that does not answer now. */
  readonly stale: boolean;
}

/** That an agent is signed out, or nobody, was read somewhere too. */
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

/** The time once where all sources were read within the same second. */
function asOf(sources: readonly Taken[], write: (at: number) => string): string {
  const read = sources.map((source) => ({ at: write(source.takenAt), name: nameOf(source) }));
  const [first] = read;
  return first !== undefined && read.every(({ at }) => at === first.at)
    ? PROVENANCE.allAsOf(
        first.at,
        read.map(({ name }) => name),
      )
    : PROVENANCE.eachAsOf(read);
}

/** Two facts of one source, read a second apart, are as old as the older one. */
function oldestPerSource(facts: readonly Taken[]): Taken[] {
  const bySource = new Map<string, Taken>();
  for (const fact of facts) {
    const name = nameOf(fact);
    const before = bySource.get(name);
    if (before === undefined || fact.takenAt < before.takenAt) bySource.set(name, fact);
  }
  return [...bySource.values()].toSorted((left, right) => left.takenAt - right.takenAt);
}

/** Of names and queues that are older than the figures, the oldest. */
function rememberedWords(facts: readonly Fact<unknown>[], time: TimeWriter): string[] {
  const [oldest] = facts
    .flatMap((fact) => (fact.kind === 'known' ? (fact.remembered ?? []) : []))
    .toSorted((left, right) => left.takenAt - right.takenAt);
  return oldest === undefined ? [] : [PROVENANCE.remembered(nameOf(oldest), time.ago(oldest.takenAt))];
}

function nameOf(fact: Origin): string {
  return neutralise(`${fact.source.upstream} ${fact.source.endpoint}`);
}

function staleWords(fact: Taken, time: TimeWriter): string {
  return PROVENANCE.stale(nameOf(fact), time.ago(fact.takenAt));
}
