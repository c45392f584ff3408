import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSimulatorPage } from '../../../contact-center/page-server.ts';
import { open } from '../../../contact-center/test/support/contact-center-client.ts';
import { expectShown } from '../../../local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../../local-page/test/support/open-tab.ts';
import { startDemoPage } from '../../demo-page/demo-page-server.ts';

describe.skipIf(!HAS_CHROMIUM)(`the demo's page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  async function openDemo() {
    const { simulator } = await open();
    const demo = await startDemoPage();
    const [left, right] = [
      await startSimulatorPage({ simulator, framedBy: demo.origin }),
      await startSimulatorPage({ simulator, framedBy: demo.origin }),
    ];
    demo.show([
      { title: 'Slack', url: left.url },
      { title: 'Contact centre', url: right.url },
    ]);
    for (const page of [demo, left, right]) onTestFinished(() => page.stop());
    return { demo, left };
  }

  test('shows two pages beside each other; arrow keys move the divider', async () => {
    const { demo } = await openDemo();
    const tab = await tabs.open(demo.url);
    for (const title of ['Slack', 'Contact centre']) {
      await tab.frameLocator(`iframe[title="${title}"]`).locator('[data-agent="1099"]').waitFor();
    }
    const width = async () => (await tab.locator('iframe').first().boundingBox())?.width ?? 0;
    const before = await width();
    await tab.getByRole('separator', { name: 'Width of the two pages' }).focus();
    await tab.keyboard.press('ArrowRight');
    expect(await width()).toBeGreaterThan(before);
    await tab.reload();
    await tab.locator('iframe').first().waitFor();
    expect(await width()).toBeGreaterThan(before);
  });

  test('the divider follows the mouse over the frames', async () => {
    const { demo } = await openDemo();
    const tab = await tabs.open(demo.url);
    const divider = tab.getByRole('separator', { name: 'Width of the two pages' });
    await divider.hover();
    await tab.mouse.down();
    await tab.mouse.move(500, 400, { steps: 5 });
    await tab.mouse.up();
    expect((await divider.boundingBox())?.x).toBeCloseTo(495, -2);
    expect(await divider.getAttribute('aria-valuenow')).toBe('36');
  });

  test('shows one page only on request and on narrow screens', async () => {
    const { demo } = await openDemo();
    const tab = await tabs.open(demo.url);
    const shown = () =>
      tab
        .locator('iframe:visible')
        .evaluateAll((frames) => frames.map((frame) => frame.getAttribute('title')));
    await tab.getByRole('button', { name: 'Contact centre' }).click();
    expect(await shown()).toEqual(['Contact centre']);
    await tab.getByRole('button', { name: 'Both' }).click();
    expect(await shown()).toEqual(['Slack', 'Contact centre']);
    await tab.setViewportSize({ width: 600, height: 800 });
    await expect.poll(shown).toEqual(['Slack']);
  });

  test('names the end of the simulated history, if there is one', async () => {
    const { demo, left } = await openDemo();
    const tab = await tabs.open(demo.url, { timezoneId: 'Asia/Tokyo' });
    await tab.locator('iframe').first().waitFor();
    expect(await tab.getByText('simulated').count()).toBe(0);
    demo.show([{ title: 'Slack', url: left.url }], { simulatedUntil: Date.UTC(2026, 10, 23, 10, 42) });
    await tab.reload();
    await expectShown(tab.getByRole('banner').getByText('before 19:42 was simulated'));
  });

  test('other pages cannot frame the shown pages', async () => {
    const { left } = await openDemo();
    const other = await startDemoPage();
    onTestFinished(() => other.stop());
    other.show([{ title: 'Slack', url: left.url }]);
    const tab = await tabs.open(other.url);
    await tab.locator('iframe').waitFor();
    await expect.poll(() => tab.frames().at(-1)?.url()).toContain('chrome-error');
  });
});
