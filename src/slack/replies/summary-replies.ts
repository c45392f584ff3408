import { format } from 'date-fns/format';
import type { Metric } from '../../domain/analytics/comparison.ts';
import type { Headline, Reference } from '../../domain/analytics/headline.ts';
import type { CalendarDay } from '../../domain/calendar/calendar.ts';
import type { LocalDate } from '../../domain/calendar/local-time.ts';
import type { Sentence } from '../block-kit/sentence.ts';

/** Texts of a summary. Names are separate phrases, so that they can neither format nor mention. */
export const SUMMARY = {
  floor: 'The floor',
  title: (whose: string, day: string) => `${whose}, ${day}`,
  wholeDay: (zone: string) => `The whole day, ${zone}`,
  until: (time: string, zone: string) => `From midnight until ${time} ${zone}`,
  late: (due: string, by: string) => `Late: this was due at ${due} and comes ${by} after that`,
  askedFor: 'Sent because somebody asked for it now',
  holiday: (name: string): Sentence => ['A holiday: ', name, '.'],
  closedDay: 'The centre is closed on this day.',
  none: '–',
  noFigures: 'Nothing was observed, so there are no figures: this does not say that nobody was there.',
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
  allBusy: 'Every staffed agent busy',
  allBusyWhenOpen: 'Every staffed agent busy in opening hours',
  unstaffed: 'Nobody staffed in opening hours',
  occupancy: 'Occupancy',
  load: 'Load carried',
  loadWhenOpen: 'Load carried in opening hours',
  hours: 'Agent-hours',
  calls: 'Calls',
  talk: 'Talk time',
  level: (peak: string, peakAt: string, mean: string, low: string, lowAt: string) =>
    `peak ${peak} at ${peakAt}, mean ${mean}, low ${low} at ${lowAt}`,
  longest: (total: string, from: string, to: string) => `${total}, longest ${from} to ${to}`,
  loadCarried: (calls: string, agents: number) =>
    `${calls} calls at a time; ${agents} agents carry that at 85 %`,
  answeredPlaced: (answered: string, placed: string, atLeast: boolean) =>
    `${atLeast ? 'at least ' : ''}${answered} answered, ${placed} placed`,
  talked: (duration: string, atLeast: boolean) => `${atLeast ? 'at least ' : ''}${duration}`,
  unknown: 'not observed',
} as const;

/** Names of the chart's series: at most six, of at most 20 characters each. */
export const SERIES = {
  idle: 'Idle',
  ringing: 'Ringing',
  talking: 'Talking',
  'wrap-up': 'Wrapping up',
  busy: 'Busy',
  away: 'Resting, studying',
} as const;

export const TABLE = {
  queue: 'Queue',
  staffed: 'Staffed, mean',
  allBusy: 'All busy',
  unstaffed: 'Nobody staffed',
  occupancy: 'Occupancy',
  against: (what: string, reference: string) => `${what} vs ${reference}`,
  same: 'same',
} as const;

export const FOOTER = {
  asOf: (at: string, zone: string) => `As of ${at} ${zone}`,
  asOfNothing: 'No figures were taken',
  sampled: (seconds: number) => `from samples of the floor every ${seconds} s`,
  coverage: (percent: string) => `${percent} of the time observed`,
  gap: (from: string, to: string) => `longest gap ${from} to ${to}`,
  malformedRecords: (count: number) => `up to ${count} agents could not be read and are missing`,
  notComparable: 'Too little was observed to compare this day with others',
  comparedUntil: (time: string) => `Held against other days until ${time}`,
  notMeasured: (what: readonly string[]) => `Not measured by this connection: ${what.join('; ')}`,
  always: ['calls that were lost', 'how long callers waited'],
  calls: 'calls answered and placed',
  callsOfQueues: 'calls by queue',
  openingHours: 'Opening hours are not known, so nights count too',
} as const;

export const SUMMARY_BUTTONS = {
  csv: 'CSV to me',
  csvLabel: 'CSV to me: these figures as a file',
  queue: 'One queue in detail',
  settings: 'Settings',
  settingsLabel: (number: number) => `Settings of subscription ${number}`,
  mute: 'Mute',
  muteLabel: (number: number) => `Mute subscription ${number}`,
  subscribe: 'Post this every day',
  confirmMute: {
    title: 'Mute this summary?',
    text: 'It stops for everybody in the channel until somebody resumes it with /floor subscriptions.',
    confirm: 'Mute',
    deny: 'Keep it',
  },
} as const;

export function dayText(date: LocalDate): string {
  return format(new Date(`${date}T12:00`), 'EEEE d MMMM yyyy');
}

/** `1 h 5 min`, `45 min`, `under 1 min`, `0 min`. */
export function minutesText(minutes: number): string {
  if (minutes > 0 && minutes < 1) return 'under 1 min';
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  if (hours === 0) return `${whole} min`;
  return whole % 60 === 0
    ? `${hours.toLocaleString('en')} h`
    : `${hours.toLocaleString('en')} h ${whole % 60} min`;
}

export function numberText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

export function percentText(share: number): string {
  const percent = share * 100;
  // 100 % and 0 % are shown only for exact values: 99.97 % becomes 99.9 %, and 0.2 % becomes "under 1 %".
  if (percent > 99 && percent < 100) return `${Math.floor(percent * 10) / 10} %`;
  return `${percent > 0 && percent < 1 ? 'under 1' : Math.round(percent)} %`;
}

export function metricText(metric: Metric, value: number): string {
  switch (metric) {
    case 'uncovered-minutes':
    case 'all-busy-minutes':
    case 'talk-minutes':
      return minutesText(value);
    case 'occupancy':
      return percentText(value);
    case 'staffed-mean':
    case 'staffed-peak':
    case 'carried-load':
    case 'agent-hours':
    case 'answered':
    case 'placed':
      return numberText(value);
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
      return ['The centre was closed, and nobody signed in.'];
    case 'unstaffed':
      return ['Nobody was staffed in all the time that was observed.'];
    case 'change': {
      const { metric, value, was, against } = headline;
      const direction = value > was ? 'up from' : 'down from';
      const before = valueThen(metricText(metric, was), against, date, weekdays);
      return begin([...scope, `${metricSentence(metric, value)}, ${direction} ${before}.`]);
    }
    case 'stands-out':
      return begin([...scope, `${metricSentence(headline.metric, headline.minutes)}.`]);
    case 'steady':
      return [`A day like ${referenceText(headline.against, date, weekdays)}: nothing changed by much.`];
    case 'plain':
      return ['Nothing stood out, and there is no other day yet to compare this one with.'];
  }
}

function metricSentence(metric: Metric, value: number): string {
  const figure = metricText(metric, value);
  switch (metric) {
    case 'uncovered-minutes':
      return value === 0 ? 'somebody was staffed all the time' : `nobody was staffed for ${figure}`;
    case 'all-busy-minutes':
      return value === 0 ? 'somebody was always idle' : `every staffed agent was busy for ${figure}`;
    case 'staffed-mean':
      return `${figure} agents were staffed on average`;
    case 'staffed-peak':
      return `at most ${figure} agents were staffed`;
    case 'occupancy':
      return `occupancy was ${figure}`;
    case 'carried-load':
      return `${figure} calls were handled at a time on average`;
    case 'agent-hours':
      return `agents were staffed for ${figure} hours together`;
    case 'answered':
      return `${figure} calls were answered`;
    case 'placed':
      return `${figure} calls were placed`;
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
