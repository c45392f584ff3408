/** One scenario that breaks an upstream, as a row of the table of scenarios. */
export interface ScenarioRow {
  /** A stable name such as 'gateway-hangs'. */
  readonly name: string;
  readonly description: string;
  readonly upstream: 'gateway' | 'cms' | 'both';
  /** Whether the switch is still on. Only switches that replace one another have this function. */
  readonly holds?: () => boolean;
  readonly start: () => void | Promise<void>;
  /** Ends the scenario; an action has nothing to end. */
  readonly stop?: () => void | Promise<void>;
}
