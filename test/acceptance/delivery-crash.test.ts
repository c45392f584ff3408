import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/summaries/job-engine.ts';
import { addDueSubscriptions, endBot, killUntilDone, startBot, tally } from '../support/crash-harness.ts';
import { backends, type TestDatabase } from '../support/databases.ts';
import { createMessageStub, type MessageStub } from '../support/message-stub.ts';

for (const backend of backends)
  describe.runIf(backend.here)(`Deliveries of bots that are killed, on ${backend.name}`, () => {
    let database: TestDatabase;
    let db: Store;
    let stub: MessageStub;
    beforeEach(async () => {
      database = await backend.create();
      ({ db } = await database.open());
    });
    afterEach(async () => {
      await stub.close();
      await database.remove();
    });

    test.each([1, 2])(
      'each arrive once, with %i at a time and SIGKILL at random instants',
      async (replicas) => {
        stub = await createMessageStub();
        await addDueSubscriptions(db, 200 * replicas);
        const { kills } = await killUntilDone({
          databaseUrl: database.url,
          db,
          stub,
          replicas,
          kills: 12 * replicas,
        });
        expect(kills).toBeGreaterThanOrEqual(5);
        const count = 200 * replicas;
        expect(await tally(db, stub)).toEqual({
          deliveries: count,
          messages: count,
          lost: 0,
          twice: 0,
          unsent: 0,
        });
      },
      60_000,
    );

    test('each arrive once where Slack answers 500 or nonsense after it has accepted, or before', async () => {
      const faults = { 3: '500-after', 5: '500-before', 7: 'garbled-after' } as const;
      stub = await createMessageStub({
        fault: (n) => (n % 10 in faults ? faults[(n % 10) as 3] : undefined),
      });
      await addDueSubscriptions(db, 100);
      await killUntilDone({ databaseUrl: database.url, db, stub, replicas: 1, kills: 3 });
      expect(await tally(db, stub)).toEqual({ deliveries: 100, messages: 100, lost: 0, twice: 0, unsent: 0 });
    }, 60_000);

    test('a bot that was stopped while another took over changes nothing when it goes on', async () => {
      const answers = Promise.withResolvers<void>();
      stub = await createMessageStub({ hold: () => answers.promise });
      await addDueSubscriptions(db, 1);
      const stopped = startBot(database.url, stub);
      await expect.poll(() => stub.accepted.length, { timeout: 10_000 }).toBe(1);
      stopped.process.kill('SIGSTOP');
      const other = startBot(database.url, stub);
      const stateOf = async () => (await db.selectFrom('delivery').select('state').execute())[0]?.state;
      await expect.poll(stateOf, { timeout: 30_000 }).toBe('sent');
      answers.resolve();
      stopped.process.kill('SIGCONT');
      await expect
        .poll(() => stopped.log.join('\n'), { timeout: 10_000 })
        .toContain('another process has this delivery');
      await delay(300);
      await Promise.all([endBot(stopped, 'SIGTERM'), endBot(other, 'SIGTERM')]);
      expect(await tally(db, stub)).toEqual({ deliveries: 1, messages: 1, lost: 0, twice: 0, unsent: 0 });
    }, 60_000);
  });
