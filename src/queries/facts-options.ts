import type { Clock } from '../clock.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { CmsPort, GatewayPort } from './ports.ts';
import type { PollerTiming } from './queue-backlog-poller.ts';
import type { ReaderTiming } from './reader.ts';
import type { RouteTiming } from './routes.ts';

export interface FactsOptions {
  /** The clients. Facts have no routes to an absent upstream. */
  readonly gateway: GatewayPort | undefined;
  readonly cms: CmsPort | undefined;
  /** Id of the bot's own agent, which is left out of the floor. */
  readonly ownAgentId: number | undefined;
  /** Names from the configuration; they take precedence over the names of the upstreams. */
  readonly queueNames: ReadonlyMap<QueueId, string>;
  readonly clock: Clock;
  readonly timing: QueryTiming;
}

export type QueryTiming = ReaderTiming & RouteTiming & PollerTiming;

/** A person waits at most `budgetMs` for figures, so that the answer is in Slack within 4 s of the question. */
export const QUERY_TIMING: QueryTiming = {
  budgetMs: 2_500,
  hedgeAfterMs: 900,
  freshMs: 2_000,
  refusedMs: 10 * 60_000,
  lifetimeMs: 15 * 60_000,
  turnMs: 1_000,
};
