/** More belong into several subscriptions, or the whole floor. */
export const MOST_QUEUES = 100;
export const MOST_OF_AN_OWNER = 50;

/** How long the database may take for one question, milliseconds: answers are there within four seconds. */
export const DATABASE_MS = { floor: 2_000, 'single-agent': 1_000 } as const;
