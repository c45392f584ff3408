import { z } from 'zod';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { isLocalDate } from '../domain/calendar/local-time.ts';
import { parseDays } from '../domain/commands/schedule-words.ts';
import { foldTypography } from '../domain/text/fold-typography.ts';
import { parseJson } from '../parse-json.ts';

/** The calendar of one VDN, or the problems of the file, one sentence each. */
export type CalendarFile =
  | { readonly kind: 'calendar'; readonly calendar: Calendar }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const date = z
  .string()
  .refine(
    (text) => isLocalDate(text) || isLocalDate(`2028-${text}`),
    'must be a day like 2026-12-25, or 12-25 for every year',
  );
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time like 08:00');
const days = z.string().transform((text, context) => {
  const parsed = foldTypography(text)
    .toLowerCase()
    .split(',')
    .map((part) => parseDays(part.trim()));
  const known = parsed.filter((part) => part !== undefined);
  if (known.length === parsed.length) return known.flat();
  context.addIssue({ code: 'custom', message: 'must be days like mon-fri or sat,sun' });
  return z.NEVER;
});

const vdn = z.strictObject({
  onClosedDays: z.enum(['skip', 'say']).default('skip'),
  holidays: z.array(z.strictObject({ date, name: z.string().trim().min(1).max(80) })).default([]),
  hours: z.array(z.strictObject({ days, from: time, to: time })).optional(),
});
const file = z.strictObject({ vdns: z.record(z.string(), vdn) });

/**
 * ```json
 * { "vdns": { "1": {
 *   "onClosedDays": "skip",
 *   "holidays": [{ "date": "2026-12-24", "name": "Christmas Eve" }, { "date": "12-25", "name": "Christmas" }],
 *   "hours": [{ "days": "mon-fri", "from": "08:00", "to": "20:00" }, { "days": "sat", "from": "09:00", "to": "14:00" }]
 * } } }
 * ```
 * Without `hours` every day is open; with them, days that they leave out are closed. A VDN that the file does not
 * name is always open.
 */
export function readCalendar(text: string, vdnId: string): CalendarFile {
  // Some editors write a byte-order mark, which JSON does not allow.
  const json = parseJson(text.replace(/^\ufeff/, ''));
  if (json === undefined) return { kind: 'problems', problems: ['is not JSON'] };
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    );
    return { kind: 'problems', problems };
  }
  return { kind: 'calendar', calendar: toCalendar(parsed.data.vdns[vdnId] ?? vdn.parse({})) };
}

function toCalendar({ onClosedDays, holidays, hours }: z.infer<typeof vdn>): Calendar {
  return {
    onClosedDays,
    holidays: new Map(holidays.map(({ date, name }) => [date, name])),
    hours: hours === undefined ? null : Map.groupBy(periodsOf(hours), ({ day }) => day),
  };
}

function periodsOf(hours: NonNullable<z.infer<typeof vdn>['hours']>) {
  return hours.flatMap(({ days, from, to }) => days.map((day) => ({ day, from, to })));
}
