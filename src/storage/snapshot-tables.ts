/** The floor as one of several processes on this database read it last: names are in it, telephone numbers are not. */
export interface SnapshotTables {
  floor_snapshot: {
    /** Always 1: each snapshot takes the place of the one before. */
    id: number;
    /** JSON, see `snapshot-codec.ts`. */
    snapshot: string;
    taken_at: number;
  };
}
