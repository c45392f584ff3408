/** What people choose for themselves. */
export interface FavouriteTables {
  favourites: FavouritesTable;
}

/** One row a person, so that a choice is replaced whole. Kept until the person chooses anew. */
interface FavouritesTable {
  team_id: string;
  user_id: string;
  /** JSON list of queue ids, in the order of choice; an empty list is a choice too. */
  queues: string;
  changed_at: number;
}
