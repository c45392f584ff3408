import { enableCompileCache } from 'node:module';
import { constants, setPriority } from 'node:os';
import { followParent } from './child.ts';

/** The process that writes the demo's history, in the background, because no other part waits for it. */

enableCompileCache();
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const options = followParent();
const { pino } = await import('pino');
const { z } = await import('zod');
const { seedHistory } = await import('../demo-history.ts');

const past = z.object({
  url: z.string(),
  centre: z.string(),
  until: z.number(),
  timeZone: z.string(),
  seed: z.number(),
  subscriber: z.object({ teamId: z.string(), ownerId: z.string(), channelId: z.string() }).optional(),
});

await seedHistory({ ...past.parse(await options), logger: pino({ level: 'warn' }) });
process.send?.('ready', () => process.exit());
