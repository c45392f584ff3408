import { pino } from 'pino';
import type { QueueId } from '../../../src/domain/floor/snapshot.ts';
import { type CallRepository, createCallRepository } from '../../../src/history/call-repository.ts';
import { createFloorHistory } from '../../../src/history/floor-history.ts';
import { createQuarterRepository, type QuarterRepository } from '../../../src/history/quarter-repository.ts';
import { createSampleRepository, type SampleRepository } from '../../../src/history/sample-repository.ts';
import type { AppDatabase } from '../../../src/storage/database.ts';
import { CENTRE } from './centre-key.ts';

export interface History {
  readonly samples: SampleRepository;
  readonly quarters: QuarterRepository;
  readonly calls: CallRepository;
  readonly floor: ReturnType<typeof createFloorHistory>;
  readonly queueSets: () => Promise<readonly (readonly QueueId[])[]>;
}

/** Creates all parts of history on one database, connected as in the bot. */
export function createHistory(
  { db }: AppDatabase,
  queueSets: readonly (readonly QueueId[])[] = [],
  centre: string = CENTRE,
): History {
  const logger = pino({ level: 'silent' });
  const samples = createSampleRepository({ db, centre, logger });
  const quarters = createQuarterRepository({ db, centre, logger });
  const calls = createCallRepository({ db, centre });
  const floor = createFloorHistory({ samples, quarters, calls });
  return { samples, quarters, calls, floor, queueSets: () => Promise.resolve(queueSets) };
}
