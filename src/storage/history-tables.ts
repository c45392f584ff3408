/** What history keeps, coarser as it ages. The bytes are packed by `sample-codec.ts` and `quarter-codec.ts`. */
export interface HistoryTables {
  floor_sample: FloorSampleTable;
  floor_quarter: FloorQuarterTable;
  agent_counter: AgentCounterTable;
  call_quarter: CallQuarterTable;
}

/** The floor at one instant and how it came to be so since the sample before. Kept 48 hours. */
interface FloorSampleTable {
  taken_at: number;
  /** What came before is known back to here; equal to `taken_at` after a gap. */
  since: number;
  packed: Uint8Array;
}

/** What a quarter of an hour came to, per queue and for the floor. Kept 13 months. */
interface FloorQuarterTable {
  starts_at: number;
  packed: Uint8Array;
}

/** The last reading of each agent's call counters, to take the next one's difference from. Kept 14 days. */
interface AgentCounterTable {
  agent_id: number;
  /** 0 if the agent had signed out, so that no call can have been added since; otherwise 1. */
  signed_in: number;
  read_at: number;
  answered: number;
  placed: number;
  talk_seconds: number;
}

/** Calls of the whole floor, no agent named. Kept 13 months. */
interface CallQuarterTable {
  starts_at: number;
  answered: number;
  placed: number;
  talk_seconds: number;
  /** 1 where some agent's last calls of the day, or before a reset, were not read. */
  at_least: number;
}
