import type { Clock } from '../clock.ts';
import { codeOf, FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { failureKindOf, type StorageFailureKind } from './storage-failure.ts';

/** What a successful statement proves: the database answers, can be written to, or has stored a row. */
export type Evidence = 'answers' | 'writable' | 'written';

export interface StorageRecordHealth {
  /** Time of the last confirmed write, epoch milliseconds; `null` before the first one. */
  readonly lastWriteAt: number | null;
  /** `null` while the database works. */
  readonly failure: { readonly kind: StorageFailureKind; readonly since: number } | null;
}

export interface StorageRecord extends ReturnType<typeof createStorageRecord> {}

const STRENGTH = { answers: 0, writable: 1, written: 2 } as const;
/** The evidence that ends a failure of each kind; other kinds end with a stored row. */
const EVIDENCE_OF_RECOVERY: Partial<Record<StorageFailureKind, Evidence>> = {
  locked: 'writable',
  'read-only': 'writable',
  slow: 'answers',
  unreachable: 'answers',
  denied: 'answers',
};
/** Time after which a failure is over, so that an unstable database is logged as one failure. */
const RECOVERED_AFTER_MS = 3_000;

/** Records whether the database works, and logs one line when it fails and one when it works again. */
export function createStorageRecord(options: { clock: Clock; logger: Logger }) {
  const { clock, logger } = options;
  let lastWriteAt: number | null = null;
  let failure: { kind: StorageFailureKind; since: number; lastAt: number } | null = null;

  return {
    succeeded(evidence: Evidence): void {
      if (evidence === 'written') lastWriteAt = clock.now();
      if (failure === null || clock.monotonic() - failure.lastAt < RECOVERED_AFTER_MS) return;
      if (STRENGTH[evidence] < STRENGTH[EVIDENCE_OF_RECOVERY[failure.kind] ?? 'written']) return;
      const { kind, since } = failure;
      failure = null;
      logger.info({ kind, forMs: clock.now() - since }, 'database recovered');
    },
    failed(error: unknown): void {
      const kind = failureKindOf(error);
      if (failure === null) {
        const cause = error instanceof FloorwalkerError ? error.cause : error;
        logger.error({ code: 'storage-unavailable', kind, reason: reasonOf(cause) }, 'database failed');
      }
      failure = { kind, since: failure?.since ?? clock.now(), lastAt: clock.monotonic() };
    },
    health: (): StorageRecordHealth => ({
      lastWriteAt,
      failure: failure && { kind: failure.kind, since: failure.since },
    }),
  };
}

/** The driver's code, which contains no stored data. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'errstr' in error ? String(error.errstr) : codeOf(error);
}
