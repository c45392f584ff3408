import { format } from 'date-fns/format';
import type { Metric } from '../../domain/analytics/comparison.ts';
import type { Headline, Reference } from '../../domain/analytics/headline.ts';
import type { CalendarDay } from '../../domain/calendar/calendar.ts';
import type { LocalDate } from '../../domain/calendar/local-time.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Sentence } from '../block-kit/sentence.ts';

/** Texts of a summary. Names are separate phrases, so that they can neither format nor mention. */
export const SUMMARY = {
  floor: 'The floor',
  title: (whose: string, day: string) => `${whose}, ${day}`,
  wholeDay: (zone: string) => `The whole day, ${zone}`,
  until: (time: string, zone: string) => `From midnight until ${time} ${zone}`,
  late: (due: string, by: string) => `Late: due ${due}, posted ${by} late`,
  askedFor: 'Sent because somebody asked for it now',
  holiday: (name: string): Sentence => ['A holiday: ', name, '.'],
  closedDay: 'The centre is closed on this day.',
  none: '–',
  noFigures: 'No data for this day.',
  noSet:
    'These queues were not kept as one group for this day, so what they come to together is not known. Single queues are.',
  notYet: (startedAt: string) => `No data yet: Floorwalker started at ${startedAt}.`,
  queuesLeftOut: (count: number) =>
    `${count} more ${count === 1 ? 'queue is' : 'queues are'} in the CSV file; the table has those with most trouble.`,
  chart: 'Agents by state and hour, on average',
  chartAgents: 'agents',
  noChartFor: (hours: string) => `Nothing was observed at ${hours}: these hours are not in the chart`,
} as const;

export const FIGURES = {
  staffed: 'Agents staffed',
  staffedWhenOpen: 'Agents staffed in opening hours',
  allBusy: 'All agents busy',
  allBusyWhenOpen: 'All agents busy in opening hours',
  unstaffed: 'No coverage in opening hours',
  occupancy: 'Occupancy',
  load: 'Average concurrent calls',
  loadWhenOpen: 'Average concurrent calls in opening hours',
  hours: 'Agent-hours',
  calls: 'Calls',
  talk: 'Talk time',
  level: (mean: string, max: string, maxAt: string, min: string, minAt: string) =>
    `avg ${mean}, max ${max} (${maxAt}), min ${min} (${minAt})`,
  longest: (total: string, from: string, to: string) => `${total}, longest ${from} to ${to}`,
  answeredAndOutbound: (answered: string, outbound: string, atLeast: boolean) =>
    `${atLeast ? 'at least ' : ''}${answered} answered, ${outbound} outbound`,
  talked: (duration: string, atLeast: boolean) => `${atLeast ? 'at least ' : ''}${duration}`,
  unknown: 'not observed',
} as const;

/** Names of the chart's series: at most six, of at most 20 characters each. */
export const SERIES = {
  available: 'Available',
  ringing: 'Ringing',
  'on-call': 'On call',
  'wrap-up': 'Wrap-up',
  'not-ready': 'Not ready',
  away: 'Break, training',
} as const;

export const TABLE = {
  queue: 'Queue',
  staffed: 'Avg staffed',
  allBusy: 'All busy',
  unstaffed: 'No coverage',
  occupancy: 'Occupancy',
  against: (what: string, reference: string) => `${what} vs ${reference}`,
  same: 'same',
} as const;

export const FOOTER = {
  asOf: (at: string, zone: string) => `As of ${at} ${zone}`,
  asOfNothing: 'No figures were taken',
  sampled: (seconds: number) => `from samples of the floor every ${FORMAT.duration(seconds)}`,
  coverage: (percent: string) => `Data coverage ${percent}`,
  gap: (from: string, to: string) => `longest gap ${from} to ${to}`,
  malformedRecords: (count: number) => `up to ${count} agents could not be read and are missing`,
  notComparable: 'Too little was observed to compare this day with others',
  comparedUntil: (time: string) => `Compared with other days up to ${time}`,
  notMeasured: (what: readonly string[]) => `Not included: ${what.join(', ')}`,
  always: ['abandoned calls', 'wait times'],
  calls: 'answered and outbound calls',
  callsOfQueues: 'calls by queue',
  openingHours: 'No opening hours set: figures include nights',
} as const;

export const SUMMARY_BUTTONS = {
  csv: 'Send me the CSV',
  csvLabel: 'Send me the CSV: these figures as a file',
  queue: 'Queue details',
  settings: 'Settings',
  settingsLabel: (number: number) => `Settings of subscription ${number}`,
  pause: 'Pause',
  pauseLabel: (number: number) => `Pause subscription ${number}`,
  subscribe: 'Schedule daily',
  confirmPause: {
    title: 'Pause this summary?',
    text: 'It stops for everybody in the channel until it is resumed with /floor subscriptions.',
    confirm: 'Pause',
    deny: 'Keep it',
  },
} as const;

export function dayText(date: LocalDate): string {
  return format(new Date(`${date}T12:00`), 'EEEE d MMMM yyyy');
}

export function metricText(metric: Metric, value: number): string {
  switch (metric) {
    case 'uncovered-minutes':
    case 'all-busy-minutes':
    case 'talk-minutes':
      return FORMAT.total(value);
    case 'occupancy':
      return FORMAT.percent(value);
    case 'staffed-mean':
    case 'staffed-peak':
    case 'carried-load':
    case 'agent-hours':
    case 'answered':
    case 'outbound':
      return FORMAT.number(value);
  }
}

/** The name of the compared days: `the day before`, `3 earlier Fridays`. Some of the earlier weeks may be missing. */
export function referenceText(reference: Reference, date: LocalDate, weekdays: number): string {
  if (reference === 'yesterday') return 'the day before';
  const weekday = format(new Date(`${date}T12:00`), 'EEEE');
  return weekdays === 1 ? `an earlier ${weekday}` : `${weekdays} earlier ${weekday}s`;
}

function valueThen(value: string, reference: Reference, date: LocalDate, weekdays: number): string {
  const days = referenceText(reference, date, weekdays);
  return reference === 'weekday' && weekdays > 1 ? `${value}, the mean of ${days}` : `${value} on ${days}`;
}

/**
 * The headline.
 *
 * @param whose name of a queue; `null` for the whole scope of the summary
 * @param startedAt local time at which the bot started, if it started a moment ago
 */
export function headlineReply(
  headline: Headline,
  how: { whose: string | null; date: LocalDate; weekdays: number; startedAt: string | null },
): Sentence {
  const { whose, date, weekdays, startedAt } = how;
  const scope: Sentence = whose === null ? [] : [whose, ': '];
  switch (headline.kind) {
    case 'no-data':
      return [startedAt === null ? SUMMARY.noFigures : SUMMARY.notYet(startedAt)];
    case 'closed':
      return ['The centre was closed, and no agents signed in.'];
    case 'unstaffed':
      return ['No agents were staffed in the observed time.'];
    case 'change': {
      const { metric, value, was, against } = headline;
      const direction = value > was ? 'up from' : 'down from';
      const before = valueThen(metricText(metric, was), against, date, weekdays);
      return begin([...scope, `${metricSentence(metric, value)}, ${direction} ${before}.`]);
    }
    case 'stands-out':
      return begin([...scope, `${metricSentence(headline.metric, headline.minutes)}.`]);
    case 'steady':
      return [`In line with ${referenceText(headline.against, date, weekdays)}.`];
    case 'plain':
      return ['Nothing stood out. There is no other day to compare with yet.'];
  }
}

function metricSentence(metric: Metric, value: number): string {
  const figure = metricText(metric, value);
  switch (metric) {
    case 'uncovered-minutes':
      return value === 0 ? 'agents were staffed all the time' : `no coverage for ${figure}`;
    case 'all-busy-minutes':
      return value === 0 ? 'agents were available all the time' : `all agents were busy for ${figure}`;
    case 'staffed-mean':
      return `${figure} agents were staffed on average`;
    case 'staffed-peak':
      return `at most ${figure} agents were staffed`;
    case 'occupancy':
      return `occupancy was ${figure}`;
    case 'carried-load':
      return `${figure} calls were handled at once on average`;
    case 'agent-hours':
      return `agents were staffed for ${figure} hours together`;
    case 'answered':
      return `${figure} calls were answered`;
    case 'outbound':
      return `${figure} outbound calls were made`;
    case 'talk-minutes':
      return `agents talked for ${figure}`;
  }
}

/** Capitalises a sentence that begins with our own text, and not with a name. */
function begin(sentence: Sentence): Sentence {
  const [first, ...rest] = sentence;
  return typeof first === 'string' && rest.length === 0
    ? [first.charAt(0).toUpperCase() + first.slice(1)]
    : sentence;
}

/** A sentence about a holiday or a closed day; `null` for an ordinary day. */
export function dayReply(day: CalendarDay): Sentence | null {
  if (day.kind === 'holiday') return SUMMARY.holiday(day.name);
  return day.kind === 'closed' ? [SUMMARY.closedDay] : null;
}
