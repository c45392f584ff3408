import { expect, test } from 'vitest';
import { createOutageLog } from '../../src/outage-log.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const TEXTS = { began: 'the disk is full', ended: 'the disk has room again' };

test('an outage is logged once when it begins and once when it ends', () => {
  const logger = createRecordingLogger();
  const outage = createOutageLog(logger, TEXTS);
  outage.recovered();
  expect([logger.lines, outage.isOngoing()]).toEqual([[], false]);
  outage.failed({ attempt: 1 });
  outage.failed({ attempt: 2 });
  expect(outage.isOngoing()).toBe(true);
  outage.recovered({ dropped: 3 });
  outage.recovered({ dropped: 4 });
  expect(outage.isOngoing()).toBe(false);
  expect(logger.lines).toEqual([
    { level: 'warn', message: 'the disk is full', fields: { attempt: 1 } },
    { level: 'info', message: 'the disk has room again', fields: { dropped: 3 } },
  ]);
});

test('the next outage is logged again, at the chosen level', () => {
  const logger = createRecordingLogger();
  const outage = createOutageLog(logger, { ...TEXTS, level: 'debug' });
  for (let round = 0; round < 2; round += 1) {
    outage.failed({});
    outage.recovered();
  }
  expect(logger.lines.map(({ level, message }) => [level, message])).toEqual([
    ['debug', TEXTS.began],
    ['debug', TEXTS.ended],
    ['debug', TEXTS.began],
    ['debug', TEXTS.ended],
  ]);
});
