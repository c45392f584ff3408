import { addDueSubscriptions, killUntilDone, tally } from '../support/bots/crash-harness.ts';
import { backends } from '../support/peers/databases.ts';
import { createMessageStub } from '../support/peers/message-stub.ts';

/**
 * The long version of `test/acceptance/delivery-crash.test.ts`: 60 SIGKILLs for each database and number of replicas,
 * which takes some minutes. `node test/bench/delivery-crash.ts [kills]`; it uses PostgreSQL if TEST_POSTGRES_URL is
 * set. It exits with 1 if a delivery was lost, doubled or not sent.
 */
const kills = Number(process.argv[2] ?? 60);
console.log(
  '| database | replicas | kills | deliveries | lost | twice | not sent | seconds |\n|---|---|---|---|---|---|---|---|',
);
for (const backend of backends.filter(({ here }) => here)) {
  for (const replicas of [1, 2]) {
    const database = await backend.create();
    const { db } = await database.open();
    const stub = await createMessageStub({ fault: (n) => (n % 50 === 0 ? '500-after' : undefined) });
    await addDueSubscriptions(db, kills * 15);
    const begun = Date.now();
    const run = await killUntilDone({ databaseUrl: database.url, db, stub, replicas, kills });
    const { deliveries, lost, twice, unsent } = await tally(db, stub);
    const seconds = ((Date.now() - begun) / 1_000).toFixed(0);
    console.log(
      `| ${backend.name} | ${replicas} | ${run.kills} | ${deliveries} | ${lost} | ${twice} | ${unsent} | ${seconds} |`,
    );
    if (lost + twice + unsent > 0) process.exitCode = 1;
    await stub.close();
    await database.remove();
  }
}
