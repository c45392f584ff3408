/** One way to break the upstreams, as the table of scenarios has it. */
export interface ScenarioRow {
  /** Stable: 'gateway-hangs'. */
  readonly name: string;
  readonly description: string;
  readonly upstream: 'gateway' | 'cms' | 'both';
  /** For switches that end each other: whether this one is still on. */
  readonly holds?: () => boolean;
  readonly start: () => void | Promise<void>;
  /** What ends it; an action has nothing to end. */
  readonly stop?: () => void | Promise<void>;
}
