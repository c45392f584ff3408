import type { Clock } from '../../clock.ts';
import type { Fetch } from './slack-fetch.ts';

/** Slack's clock, from the `Date` headers of its replies, because the bot's own clock may be wrong. */
export interface SlackTime {
  readonly fetch: Fetch;
  /** Epoch milliseconds, one or two seconds behind; `null` before the first reply. */
  now(): number | null;
}

export function createSlackTime(options: {
  readonly fetch: Fetch;
  readonly clock: Pick<Clock, 'monotonic'>;
}): SlackTime {
  const { clock } = options;
  let told: { readonly date: number; readonly at: number } | null = null;

  return {
    fetch: async (input, init) => {
      const response = await options.fetch(input, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (Number.isFinite(date)) told = { date, at: clock.monotonic() };
      return response;
    },
    now: () => told && Math.floor(told.date + clock.monotonic() - told.at),
  };
}
