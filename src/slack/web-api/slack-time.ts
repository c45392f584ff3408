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
  let latest: { readonly date: number; readonly at: number } | null = null;

  return {
    fetch: async (input, init) => {
      const response = await options.fetch(input, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (Number.isFinite(date)) latest = { date, at: clock.monotonic() };
      return response;
    },
    now: () => latest && Math.floor(latest.date + clock.monotonic() - latest.at),
  };
}
