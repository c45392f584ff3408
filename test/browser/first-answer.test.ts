import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { expectShown } from '../../sandbox/local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../sandbox/local-page/test/support/open-tab.ts';
import { askFirst, npmRunDemo } from '../support/bots/npm-run-demo.ts';

/** `npm run bench` measures the time; a busy machine fails no test. */
describe.skipIf(!HAS_CHROMIUM)(`npm run demo ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  test('answers on the page of the printed address at the first attempt', async () => {
    await using demo = npmRunDemo();
    const answer = await askFirst(tabs, await demo.address);
    await expectShown(answer.getByRole('button', { name: 'Refresh' }));
  });
});
