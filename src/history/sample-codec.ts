import { RECORDED_STATES } from '../domain/analytics/recorded-state.ts';
import type { Change, GroupSample, Sample } from '../domain/analytics/sample.ts';
import { PackedReader, PackedWriter } from './packed-numbers.ts';

const VERSION = 1;
const STATES = RECORDED_STATES.length;
/** `from` and `to` are encoded as one number, in which 0 means signed out. */
const STEPS = STATES + 1;

/** Encodes a sample without its times, which are columns. */
export function packSample({ groups, malformedRecords }: Sample): Uint8Array {
  const out = new PackedWriter();
  out.write(VERSION);
  out.write(malformedRecords);
  out.writeList(groups, (group) => {
    out.writeAscending(group.queues);
    out.writeSparse(group.counts);
    out.writeList(group.changes, (change) => {
      out.write(change.secondsBefore);
      out.write(toCode(change.from) * STEPS + toCode(change.to));
    });
  });
  return out.bytes();
}

/** @throws {RangeError} if the bytes are not a valid sample */
export function unpackSample(bytes: Uint8Array, takenAt: number, since: number): Sample {
  const from = new PackedReader(bytes);
  const version = from.read();
  if (version !== VERSION) throw new RangeError(`packed sample of version ${version}`);
  const malformedRecords = from.read();
  const groups = from.readList(
    (): GroupSample => ({
      queues: from.readAscending(),
      counts: from.readSparse(STATES),
      changes: from.readList(() => unpackChange(from.read(), from.read())),
    }),
  );
  return { takenAt, since, groups, malformedRecords };
}

function unpackChange(secondsBefore: number, step: number): Change {
  return { secondsBefore, from: fromCode(Math.floor(step / STEPS)), to: fromCode(step % STEPS) };
}

function toCode(state: number | null): number {
  return state === null ? 0 : state + 1;
}

function fromCode(code: number): number | null {
  if (code > STATES) throw new RangeError(`packed state ${code}`);
  return code === 0 ? null : code - 1;
}
