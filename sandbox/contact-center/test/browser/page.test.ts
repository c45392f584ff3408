import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../../local-page/test/support/open-tab.ts';
import { createRealClock } from '../../clock.ts';
import { startSimulatorPage } from '../../page-server.ts';
import type { SimulatorOptions } from '../../simulator-options.ts';
import { CTI } from '../../world/agent-states.ts';
import { open } from '../support/contact-center-client.ts';

describe.skipIf(!HAS_CHROMIUM)(`the simulator's page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  /** Opens a contact centre in real time; by default the default floor without activity. */
  async function openFloor(options: SimulatorOptions = {}) {
    const contactCenter = await open({
      clock: createRealClock(),
      agents: 40,
      queues: 6,
      pollWaitMs: 200,
      ...options,
    });
    const { simulator } = contactCenter;
    const page = await startSimulatorPage({ simulator });
    onTestFinished(() => page.stop());
    return { ...contactCenter, page };
  }

  const tile = (tab: Page, id: number) => tab.locator(`[data-agent="${id}"]`);
  const row = (tab: Page, text: string) => tab.getByRole('row').filter({ hasText: text }).first();

  test('shows all agents, and their changes of state as time runs faster', async () => {
    const { page } = await openFloor({ life: true });
    const tab = await tabs.open(page.url);
    await tab.getByRole('button', { name: 'All 40' }).waitFor();
    expect(await tab.locator('.tile').count()).toBe(40);
    const states = () => tab.locator('.tile').evaluateAll((all) => all.map((each) => each.className).join());
    const before = await states();
    await tab.getByRole('button', { name: '60×' }).click();
    await expect.poll(states).not.toBe(before);
    await tab.getByRole('button', { name: 'Pause' }).click();
    await tab.locator('[aria-pressed="true"]', { hasText: 'Pause' }).waitFor();
    const [clock, later] = [await tab.locator('.clock').textContent(), await states()];
    await tab.waitForTimeout(600);
    expect([await tab.locator('.clock').textContent(), await states()]).toEqual([clock, later]);
  });

  test('an agent takes a call by keyboard, and every tab shows it', async () => {
    const { page, simulator } = await openFloor();
    const [tab, other] = [await tabs.open(page.url), await tabs.open(page.url)];
    await tab.getByRole('searchbox', { name: 'Find an agent' }).focus();
    await tab.keyboard.type('10');
    await tab.keyboard.press('Tab'); // The order
    await tab.keyboard.press('Tab'); // The first tile has the focus.
    await tab.keyboard.press('End');
    expect(await tab.locator(':focus').getAttribute('data-agent')).toBe('1099');
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('Tab'); // The close button of the panel has the focus.
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await other.locator('.tile.talking[data-agent="1099"]').waitFor();
    expect(simulator.world.agent(1099).state).toBe(5);
    await tab.getByRole('button', { name: 'Take call', disabled: true }).waitFor();
    await tab.keyboard.press('Escape');
    expect(await tab.locator(':focus').getAttribute('data-agent')).toBe('1099');
  });

  test('eight tabs of one window show one state', async () => {
    const { page, simulator } = await openFloor();
    const first = await tabs.open(page.url);
    const all = [first];
    while (all.length < 8) all.push(await tabs.beside(first, page.url));
    const last = all.at(-1) ?? first;
    await tile(last, 1099).click();
    await last.getByRole('button', { name: 'Take call' }).click();
    for (const tab of all) await tab.locator('.tile.talking[data-agent="1099"]').waitFor();
    expect(simulator.world.agent(1099).state).toBe(CTI.talking);
  });

  test('an agent starts a break with a cause, signs out, and signs in again', async () => {
    const { page, simulator } = await openFloor();
    const tab = await tabs.open(page.url);
    await tile(tab, 1099).click();
    const panel = tab.locator('#agent-panel');
    await panel.getByRole('combobox', { name: 'Send 1099 on a break' }).selectOption('Lunch');
    await tile(tab, 1099).getByText('Lunch').waitFor();
    await panel.getByRole('button', { name: 'Sign out' }).click();
    await tile(tab, 1099).getByText('Signed out').waitFor();
    expect(simulator.world.agent(1099).signedInAt).toBeUndefined();
    await panel.getByRole('button', { name: 'Sign in' }).click();
    await tile(tab, 1099).getByText('Idle').waitFor();
  });

  test('a call waits, and a click on a queue shows its agents only', async () => {
    const { page, simulator } = await openFloor();
    const tab = await tabs.open(page.url);
    await tab.getByRole('button', { name: /^Add a waiting call to Support/ }).click();
    const queue = tab.getByRole('button', { name: /^Support/ });
    await queue.getByText(/1 waiting, 0:0\d/).waitFor();
    await queue.click();
    const served = simulator.world.agents().filter(({ queues }) => queues.includes(2)).length;
    await expect.poll(() => tab.locator('.tile').count()).toBe(served);
    expect(served).toBeLessThan(40);
  });

  test('a fault of the gateway is visible at once, also in its replies, and ends with one click', async () => {
    const { gateway, guid, page } = await openFloor();
    const tab = await tabs.open(page.url);
    const id = await guid();
    await row(tab, 'sign-in').getByText('200 · 0').waitFor();
    await tab.getByText('signed in, between polls').waitFor();

    await tab.getByRole('searchbox', { name: 'Find a way to break things' }).fill('503');
    await tab
      .getByRole('region', { name: 'CC-Gateway' })
      .getByRole('switch', { name: /HTTP 503/ })
      .click();
    await tab
      .getByRole('region', { name: 'What is broken now' })
      .getByText('The gateway answers HTTP 503')
      .waitFor();
    expect((await gateway('agentgroup/900/callnums', { guid: id })).status).toBe(503);
    await row(tab, '503').getByText('broken').or(row(tab, '503').locator('.fault')).first().waitFor();

    await tab.getByRole('checkbox', { name: 'Failed only' }).check();
    await expect.poll(() => tab.locator('tbody tr:not(.failed)').count()).toBe(0);
    await tab.getByRole('checkbox', { name: 'Failed only' }).uncheck();

    await tab.getByRole('button', { name: 'Everything back to normal' }).click();
    await tab.getByRole('region', { name: 'What is broken now' }).waitFor({ state: 'detached' });
    expect((await gateway('agentgroup/900/allonlineagents', { guid: id })).status).toBe(200);
    await row(tab, 'allonlineagents').getByText('200 · 0').waitFor();
  });

  test('an impossible act is answered with a notice', async () => {
    const { page } = await openFloor();
    const tab = await tabs.open(page.url);
    await tile(tab, 1099).click();
    // The reply is that of an agent who left the floor at the moment of the click.
    await tab.route('**/act', (route) =>
      route.continue({ postData: { act: 'agent', id: 1098, what: 'take-call' } }),
    );
    await tab.getByRole('button', { name: 'Take call' }).click();
    const notice = tab.getByText('There is no agent 1098 on this floor.');
    await notice.waitFor();
    await tab.getByRole('button', { name: 'Dismiss' }).click();
    expect(await notice.count()).toBe(0);
  });

  test('a tab that outlives its simulator shows this, and follows the next simulator', async () => {
    const { page, simulator } = await openFloor();
    const tab = await tabs.open(page.url);
    await tile(tab, 1099).waitFor();
    await page.stop();
    await tab.getByText('The simulator has stopped.').waitFor();
    simulator.world.setState(1099, 'study');
    const next = await startSimulatorPage({ simulator, port: Number(new URL(page.url).port) });
    onTestFinished(() => next.stop());
    await tile(tab, 1099).getByText('Training').waitFor();
    expect(await tab.getByText('The simulator has stopped.').count()).toBe(0);
  });

  test('a floor of a thousand agents stays usable at an hour per minute', async () => {
    const { page } = await openFloor({ agents: 1000, queues: 40, life: true, speed: 60 });
    const tab = await tabs.open(page.url);
    await tab.getByRole('button', { name: 'All 1000' }).waitFor();
    await tile(tab, 1500).click();
    await tab.locator('#agent-panel h3', { hasText: '1500' }).waitFor();
    await tab.getByRole('searchbox', { name: 'Find an agent' }).fill('1500');
    await expect.poll(() => tab.locator('.tile').count()).toBe(1);
  });

  test('a narrow frame shows the floor or the faults, without horizontal scrolling', async () => {
    const { page } = await openFloor();
    const tab = await tabs.open(page.url, { viewport: { width: 480, height: 800 }, colorScheme: 'dark' });
    await tile(tab, 1001).waitFor();
    expect(await tab.getByRole('switch').count()).toBe(0);
    await tab.getByRole('button', { name: 'Break it' }).click();
    await tab.getByRole('switch').first().waitFor();
    expect(await tile(tab, 1001).isVisible()).toBe(false);
    const width = await tab.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(480);
  });

  test('a narrow log shows the outcome of each call, and its upstream by colour', async () => {
    const { guid, page } = await openFloor();
    const tab = await tabs.open(page.url, { viewport: { width: 390, height: 800 } });
    await guid();
    await row(tab, 'sign-in').waitFor();
    const cut = () =>
      tab
        .locator('td.outcome')
        .evaluateAll((cells) =>
          cells
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map((cell) => cell.textContent),
        );
    await expect.poll(cut).toEqual([]);
    expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});
