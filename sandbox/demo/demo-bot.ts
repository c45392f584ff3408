import { enableCompileCache } from 'node:module';
import { followParent } from './setup/child.ts';

/**
 * The process of the demo's bot: `npm start` with an environment from the demo only. It loads its modules while the
 * contact centre and the workspace start.
 */

enableCompileCache();
const environment = followParent();
const { z } = await import('zod');
await import('../../src/app.ts');
Object.assign(process.env, z.record(z.string(), z.string()).parse(await environment));
const { outcome } = await import('../../src/main.ts');
// A start that failed or was interrupted ends the process, which the demo notices.
if (outcome === 'answering') process.send?.('ready');
