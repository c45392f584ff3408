import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectShown } from '../support/expect-shown.ts';
import { HAS_CHROMIUM, IN_CHROMIUM, startTabs, type Tabs } from '../support/open-tab.ts';
import { composer, message, openWorkspace, send } from '../support/open-workspace.ts';

/** What several tabs share, and what becomes of them without their workspace. */
describe.skipIf(!HAS_CHROMIUM)(`tabs of the workspace’s page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  test('eight of one window agree, and the last can say something', async () => {
    const { page, as } = await openWorkspace(tabs);
    const first = await as('U0ADA');
    const all = [first];
    while (all.length < 8) all.push(await tabs.beside(first, `${page.url}?as=U0BEN`));
    await send(all.at(-1) ?? first, 'from the eighth');
    for (const tab of all) await expectShown(message(tab, 'from the eighth'));
  });

  test('a workspace that does not answer is named, and what was typed stands there again', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await expectShown(composer(tab));
    await tab.clock.install();
    // Taken, and never answered.
    const isAsked = Promise.withResolvers<void>();
    await tab.route('**/act', () => isAsked.resolve());
    await send(tab, 'into the void');
    await isAsked.promise;
    await tab.clock.fastForward(60_000);
    await expectShown(tab.getByRole('alert', { name: 'Notices' }).getByText('does not answer'));
    await expect.poll(() => composer(tab).inputValue()).toBe('into the void');
  });
});
