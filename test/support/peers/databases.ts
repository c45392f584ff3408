import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type AppDatabase, createDatabase } from '../../../src/storage/database.ts';
import { createRecordingLogger } from './recording-logger.ts';

/** Opens a database without binding it to a workspace, as the demo and tools do. */
export async function openDatabase(url: string): Promise<AppDatabase> {
  const database = createDatabase({ url, clock: CLOCK, logger: createRecordingLogger() });
  await database.open();
  return database;
}

const CLOCK = { now: () => Date.now(), monotonic: () => performance.now() };

export interface TestDatabase {
  readonly url: string;
  /** Opens the database another time, as another process would. `remove` closes it. */
  open(): Promise<AppDatabase>;
  remove(): Promise<void>;
}

export interface TestBackend {
  /** The backend's name, with the reason if it is not available. */
  readonly name: string;
  readonly here: boolean;
  /** Creates an empty database. */
  create(): Promise<TestDatabase>;
}

const SERVER = process.env['TEST_POSTGRES_URL'];

export const postgres: TestBackend = {
  name: SERVER === undefined ? 'PostgreSQL (skipped: TEST_POSTGRES_URL is not set)' : 'PostgreSQL',
  here: SERVER !== undefined,
  create: () => createPostgres(SERVER ?? ''),
};

/**
 * The databases of a suite: `for (const backend of backends) describe.runIf(backend.here)(`…, on ${backend.name}`, ()
 * => {…})`. On PostgreSQL, any account that may create databases suffices.
 */
export const backends: readonly TestBackend[] = [
  { name: 'SQLite', here: true, create: createSqlite },
  postgres,
];

export async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'floorwalker-'));
  return testDatabase(`sqlite:${join(folder, 'floor.db')}`, () => rm(folder, { recursive: true }));
}

async function createPostgres(server: string): Promise<TestDatabase> {
  const name = `floorwalker_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return testDatabase(url.href, () => onServer(server, `drop database ${name} with (force)`));
}

function testDatabase(url: string, drop: () => Promise<void>): TestDatabase {
  const opened: AppDatabase[] = [];
  return {
    url,
    async open() {
      const database = await openDatabase(url);
      opened.push(database);
      return database;
    },
    async remove() {
      await Promise.all(opened.map((database) => database.close()));
      await drop();
    },
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
