/** Samples and sums of the floor; older data is coarser. `sample-codec.ts` and `quarter-codec.ts` pack the bytes. */
export interface HistoryTables {
  floor_sample: FloorSampleTable;
  floor_quarter: FloorQuarterTable;
  agent_counter: AgentCounterTable;
  call_quarter: CallQuarterTable;
}

/** The floor at one instant, with the changes of state since the previous sample. Stored for 48 hours. */
interface FloorSampleTable {
  centre: string;
  taken_at: number;
  /** Start of the time that the sample covers; equal to `taken_at` after a gap. */
  since: number;
  packed: Uint8Array;
}

/** Sums of a quarter of an hour, per queue and for the floor. Stored for 13 months. */
interface FloorQuarterTable {
  centre: string;
  starts_at: number;
  packed: Uint8Array;
}

/** The last reading of each agent's call counters, from which the next reading is subtracted. Stored for 14 days. */
interface AgentCounterTable {
  centre: string;
  agent_id: number;
  /** 0 if the agent had signed out, so that no call can have been added since; otherwise 1. */
  signed_in: number;
  read_at: number;
  answered: number;
  outbound: number;
  talk_seconds: number;
}

/** Calls of the whole floor in a quarter of an hour, without agents. Stored for 13 months. */
interface CallQuarterTable {
  centre: string;
  starts_at: number;
  answered: number;
  outbound: number;
  talk_seconds: number;
  /** 1 if an agent's last calls before midnight or a reset of the counters were not read; otherwise 0. */
  at_least: number;
}
