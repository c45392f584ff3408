import { FloorwalkerError } from '../../../src/errors.ts';
import { createSummaryDesk } from '../../../src/summaries/summary-desk.ts';
import { createRecordingLogger } from '../peers/recording-logger.ts';

/** The summary desk of a bot whose database never opened: everybody may ask, and hears that. */
export function createAbsentDesk() {
  return createSummaryDesk({
    within: (_ms, work) => work(),
    rights: { refusal: () => Promise.resolve(undefined) },
    stored: () => {
      throw new FloorwalkerError('storage-unavailable', { detail: 'not open' });
    },
    queues: () => Promise.resolve({ kind: 'not-measured' }),
    channels: {
      check: () => Promise.resolve('unknown'),
      includes: () => Promise.resolve(true),
      sharing: () => Promise.resolve({ kind: 'own' }),
    },
    timeZone: 'UTC',
    clock: { now: () => Date.now() },
    logger: createRecordingLogger(),
  });
}
