import type { Clock } from '../clock.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { CmsPort, GatewayPort } from './ports.ts';
import type { ReaderTiming } from './reader.ts';
import type { RouteTiming } from './routes.ts';
import type { TurnTiming } from './waits-in-turns.ts';

export interface FactsOptions {
  /** Either may be absent: its routes are then not there. */
  readonly gateway: GatewayPort | undefined;
  readonly cms: CmsPort | undefined;
  /** The bot's own agent, which is no part of the floor. */
  readonly ownAgentId: number | undefined;
  /** Names from the configuration; they go before those of the upstreams. */
  readonly queueNames: ReadonlyMap<QueueId, string>;
  readonly clock: Clock;
  readonly timing: ReaderTiming & RouteTiming & TurnTiming;
}
