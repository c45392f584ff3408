import type { Migration } from './migrate.ts';
import { initialSchema } from './migrations/0001-initial-schema.ts';

/** The schema's steps, in the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [initialSchema];
