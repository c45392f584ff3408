import { enableCompileCache } from 'node:module';
import { followParent } from './setup/child.ts';

/**
 * The bot as the demo starts it: `npm start` in a process of its own that is only given an environment. Until the
 * contact centre and the workspace that it tells of are there, the bot's modules are loaded.
 */

enableCompileCache();
const environment = followParent();
const { z } = await import('zod');
await import('../../src/app.ts');
Object.assign(process.env, z.record(z.string(), z.string()).parse(await environment));
const { outcome } = await import('../../src/main.ts');
// A start that was stopped, or failed, ends the process: the demo hears of that by itself.
if (outcome === 'answering') process.send?.('ready');
