/** Writes durations, shares, numbers and lists in one locale. */
export interface Format {
  /** A duration in seconds by its two largest units: `4m 12s`, `26h 3m`, `2d 2h`. */
  duration(seconds: number): string;
  /** A sum of minutes in hours, not days: `72h 22m`, `5m`; in seconds below one minute: `40s`. */
  total(minutes: number): string;
  /** A share from 0 to 1 in percent; `0%` and `100%` are exact values only: `99.9%`, `under 1%`. */
  percent(share: number): string;
  /** At most one decimal digit: `1,512`, `54.7`. */
  number(value: number): string;
  /** `a, b and c`. Items beyond `max` are counted: `a, b and 3 more`. */
  list(items: readonly string[], max: number): string;
}

/** Duration of a value that is not finite, such as an instant that an upstream sent wrong. */
const UNKNOWN = 'an unknown time';
/** Number of hours from which a duration is written in days. */
const DAYS_FROM_HOURS = 48;

export function createFormat(locale: string): Format {
  const durations = new Intl.DurationFormat(locale, { style: 'narrow' });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const nearlyAll = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    roundingMode: 'floor',
  });
  const lists = new Intl.ListFormat(locale);
  const zeroOf = (unit: 'secondsDisplay' | 'minutesDisplay') =>
    new Intl.DurationFormat(locale, { style: 'narrow', [unit]: 'always' }).format({ seconds: 0 });
  const [noSeconds, noMinutes] = [zeroOf('secondsDisplay'), zeroOf('minutesDisplay')];

  return {
    duration(seconds) {
      if (!Number.isFinite(seconds)) return UNKNOWN;
      const whole = Math.max(0, Math.floor(seconds));
      const minutes = Math.floor(whole / 60);
      const hours = Math.floor(minutes / 60);
      if (whole === 0) return noSeconds;
      if (hours === 0) return durations.format({ minutes, seconds: whole % 60 });
      if (hours < DAYS_FROM_HOURS) return durations.format({ hours, minutes: minutes % 60 });
      return durations.format({ days: Math.floor(hours / 24), hours: hours % 24 });
    },
    total(minutes) {
      if (minutes > 0 && minutes < 1)
        return durations.format({ seconds: Math.max(1, Math.floor(minutes * 60)) });
      const whole = Math.round(minutes);
      return whole === 0
        ? noMinutes
        : durations.format({ hours: Math.floor(whole / 60), minutes: whole % 60 });
    },
    percent(share) {
      if (share > 0.99 && share < 1) return nearlyAll.format(share);
      return share > 0 && share < 0.01 ? `under ${percents.format(0.01)}` : percents.format(share);
    },
    number: (value) => numbers.format(value),
    list(items, max) {
      const shown = items.length <= max ? items : [...items.slice(0, max), `${items.length - max} more`];
      return lists.format(shown);
    },
  };
}

/** Answers are in English; the British form has no comma before the last item of a list. */
export const FORMAT = createFormat('en-GB');
