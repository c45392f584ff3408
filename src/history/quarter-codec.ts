import type { Extremes, Figures, Period } from '../domain/analytics/figures.ts';
import { RECORDED_STATES } from '../domain/analytics/recorded-state.ts';
import { FLOOR, scopeOf } from '../domain/analytics/scope.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import { PackedReader, PackedWriter } from './packed-numbers.ts';

const VERSION = 1;

/** Encodes a quarter of an hour without its start, which is a column. Instants are stored as seconds from the start. */
export function packQuarter(period: Period): Uint8Array {
  const out = new PackedWriter();
  out.write(VERSION);
  out.write(period.malformedRecords);
  writeIntervals(period.covered);
  out.writeList([...period.scopes], ([key, figures]) => {
    out.writeAscending(key === FLOOR.key ? [] : key.split('+').map(Number));
    writeFigures(figures);
  });
  return out.bytes();

  function writeFigures(figures: Figures): void {
    out.writeSparse(figures.stateSeconds.map(Math.round));
    for (const { min, minAt, max, maxAt } of [figures.signedIn, figures.staffed, figures.available]) {
      out.write(min);
      out.write(max - min);
      out.write(offset(minAt));
      if (max > min) out.write(offset(maxAt));
    }
    writeIntervals(figures.allBusy);
    writeIntervals(figures.unstaffed);
    out.write(Math.round(figures.sharedSeconds));
    out.write(Math.round(figures.spareSeconds));
  }

  function writeIntervals(intervals: readonly Interval[]): void {
    out.writeAscending(intervals.flatMap(({ from, to }) => [offset(from), offset(to)]));
  }

  function offset(instant: number): number {
    return Math.round((instant - period.from) / 1000);
  }
}

/** @throws {RangeError} if the bytes are not a valid quarter */
export function unpackQuarter(bytes: Uint8Array, startsAt: number): Period {
  const packed = new PackedReader(bytes);
  const version = packed.read();
  if (version !== VERSION) throw new RangeError(`packed quarter of version ${version}`);
  const malformedRecords = packed.read();
  const covered = readIntervals();
  const scopes = packed.readList(() => [scopeOf(packed.readAscending()).key, readFigures()] as const);
  return {
    from: startsAt,
    to: startsAt + QUARTER_MS,
    covered,
    malformedRecords,
    scopes: new Map(scopes),
  };

  function readFigures(): Figures {
    return {
      stateSeconds: packed.readSparse(RECORDED_STATES.length),
      signedIn: readExtremes(),
      staffed: readExtremes(),
      available: readExtremes(),
      allBusy: readIntervals(),
      unstaffed: readIntervals(),
      sharedSeconds: packed.read(),
      spareSeconds: packed.read(),
    };
  }

  function readExtremes(): Extremes {
    const min = packed.read();
    const max = min + packed.read();
    const minAt = instant(packed.read());
    return { min, max, minAt, maxAt: max > min ? instant(packed.read()) : minAt };
  }

  function readIntervals(): Interval[] {
    const edges = packed.readAscending();
    return edges.flatMap((from, index) =>
      index % 2 === 0 ? [{ from: instant(from), to: instant(edges[index + 1] ?? from) }] : [],
    );
  }

  function instant(seconds: number): number {
    return startsAt + seconds * 1000;
  }
}
