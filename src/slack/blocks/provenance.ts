import type { types } from '@slack/bolt';
import type { Fact, Known } from '../../domain/fact.ts';
import { neutralise } from '../escaping.ts';
import type { TimeWriter } from '../time-text.ts';
import { ownMarkup } from './message.ts';

/** When the figures of an answer were taken and from where: under every answer, in blocks and in the fallback text. */
export interface Provenance {
  readonly elements: types.MrkdwnElement[];
  readonly text: string;
}

export function provenanceOf(facts: readonly Fact<unknown>[], time: TimeWriter, now: number): Provenance {
  const sources = oldestPerSource(facts.filter((fact) => fact.kind === 'known'));
  if (sources.length === 0) {
    return { elements: [ownMarkup(`Asked at ${time.token(now)}`)], text: `Asked at ${time.plain(now)}.` };
  }
  const told = new Set(sources.map((source) => Math.floor(source.takenAt / 1000)));
  const [first] = sources;
  const oneTime = told.size === 1 && first !== undefined;
  const write = (instant: (at: number) => string) =>
    oneTime
      ? `As of ${instant(first.takenAt)}, from ${sources.map(nameOf).join(', ')}`
      : `As of ${sources.map((source) => `${instant(source.takenAt)} from ${nameOf(source)}`).join(', ')}`;
  const stale = sources.filter((source) => source.stale).map((source) => staleWords(source, time));
  return {
    elements: [write((at) => time.token(at)), ...stale.map((words) => `:warning: ${words}`)].map(ownMarkup),
    text: `${[write((at) => time.plain(at)), ...stale].join('. ')}.`,
  };
}

/** Two facts of one source, read a second apart, are as old as the older one. */
function oldestPerSource(facts: readonly Known<unknown>[]): Known<unknown>[] {
  const bySource = new Map<string, Known<unknown>>();
  for (const fact of facts) {
    const name = nameOf(fact);
    const before = bySource.get(name);
    if (before === undefined || fact.takenAt < before.takenAt) bySource.set(name, fact);
  }
  return [...bySource.values()].toSorted((left, right) => left.takenAt - right.takenAt);
}

function nameOf(fact: Known<unknown>): string {
  return neutralise(`${fact.source.upstream} ${fact.source.endpoint}`);
}

function staleWords(fact: Known<unknown>, time: TimeWriter): string {
  return `${nameOf(fact)} does not answer now; its last figures are from ${time.ago(fact.takenAt)}`;
}
