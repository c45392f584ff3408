import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HAS_CHROMIUM, IN_CHROMIUM, startTabs, type Tabs } from '../support/open-tab.ts';
import { startDemo } from '../support/start-demo.ts';

const SOON_ENOUGH_MS = 3_000;
const TRIES = 3;

describe.skipIf(!HAS_CHROMIUM)(`the demo ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  /** From the command to the first answer on the page, in milliseconds. */
  async function firstAnswer(): Promise<number> {
    const began = performance.now();
    const demo = startDemo();
    const tab = await tabs.open((await demo.pages).first);
    const slack = tab.frameLocator('iframe[title="Slack"]');
    await slack.locator('#composer').fill('/agent 1099 stats');
    await slack.locator('#composer').press('Enter');
    await slack.locator('.message').filter({ hasText: 'Liu Kai' }).waitFor();
    const took = performance.now() - began;
    demo.child.kill('SIGTERM');
    await once(demo.child, 'exit');
    return took;
  }

  test('answers within three seconds of the command', async () => {
    const took: number[] = [];
    // A machine that does other things at the moment gets another chance.
    while (took.length < TRIES && !took.some((ms) => ms < SOON_ENOUGH_MS)) took.push(await firstAnswer());
    expect(Math.min(...took)).toBeLessThan(SOON_ENOUGH_MS);
  });
});
