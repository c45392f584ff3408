import type { Clock } from '../../clock.ts';
import type { Fetch } from './slack-fetch.ts';

/** What Slack's own clock shows, by the `Date` of its answers: ours may be wrong, and be set right in between. */
export interface SlackTime {
  /** To be called through: it listens to the answers. */
  readonly fetch: Fetch;
  /** Epoch milliseconds, a second or two behind; `null` before the first answer. */
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
