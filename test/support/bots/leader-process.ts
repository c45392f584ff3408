import { setInterval as every } from 'node:timers/promises';
import { createPostgresLeader } from '../../../src/cluster/leader.ts';
import { createLogger } from '../../../src/observability/logger.ts';

/**
 * A process that competes for leadership. After each check it reports to its parent when it believed to lead: `node
 * leader-process.ts <database url>`. SIGTERM ends it in order.
 */
const [, , url = ''] = process.argv;
const leader = createPostgresLeader({
  url,
  clock: { monotonic: () => performance.now() },
  logger: createLogger({ level: 'silent', secrets: [] }),
});
process.once('SIGTERM', () => {
  leader
    .stop()
    .then(() => process.exit())
    .catch(() => process.exit(1));
});
process.once('disconnect', () => process.exit());
await leader.start();
process.send?.({ started: true, leads: leader.isLeader(), at: Date.now() });
for await (const _ of every(20)) process.send?.({ leads: leader.isLeader(), at: Date.now() });
