import { openDatabase } from './databases.ts';

/** A process that starts, opens the database and ends: `node open-database.ts <url>`. */
const [, , url = ''] = process.argv;
const database = await openDatabase(url);
await database.close();
