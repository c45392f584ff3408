import { z } from 'zod';
import { isLocalDate } from '../../domain/calendar/local-time.ts';
import { zoneNamed } from '../../domain/calendar/time-zone.ts';
import type { ReportQuestion } from '../../summaries/reports/day-report.ts';
import { listOf, NUMBER, orNone } from './button-value.ts';

/** An instant in whole seconds, so that the question fits an option of a menu. */
const INSTANT = z.codec(z.string().regex(/^\d{1,11}$/), z.number(), {
  decode: (seconds) => Number(seconds) * 1000,
  encode: (at) => String(Math.floor(at / 1000)),
});

const words = z.tuple([
  z.string().refine(isLocalDate),
  orNone(INSTANT),
  z.string().refine((zone) => zoneNamed(zone) !== undefined),
  listOf(NUMBER),
]);

/** `2026-11-20 1795197600 Europe/Madrid 1,2`. */
export const REPORT = z.codec(words, z.custom<ReportQuestion>(), {
  decode: ([date, until, zone, queues]): ReportQuestion => ({ date, until, zone, queues }),
  encode: ({ date, until, zone, queues }): z.infer<typeof words> => [date, until, zone, [...queues]],
});
