import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seriousFaults } from '../../sandbox/local-page/test/support/accessibility.ts';
import { expectGone, expectShown } from '../../sandbox/local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../sandbox/local-page/test/support/open-tab.ts';
import { type Scene, startScene } from '../support/bots/scene.ts';

/** The steps of a person who tries the demo, through the real bot. */
describe.skipIf(!HAS_CHROMIUM)(`the bot on the workspace's page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;
  let scene: Scene;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  beforeEach(async () => {
    scene = await startScene();
  });
  afterEach(async () => {
    await tabs.close();
    await scene[Symbol.asyncDispose]();
  });
  afterAll(() => tabs.stop());

  const openOps = async (person = 'U0ADA') => {
    const tab = await tabs.open(`${scene.pages.workspace}?as=${person}#C0OPS`);
    await expectShown(tab.locator('#composer'));
    return tab;
  };

  const last = (tab: Page) => tab.locator('.message').last();

  /** Types a command and returns the answering message. */
  async function ask(tab: Page, text: string, answer: string | RegExp) {
    await tab.locator('#composer').fill(text);
    await tab.locator('#composer').press('Enter');
    const message = tab.locator('.message').filter({ hasText: answer }).last();
    await expectShown(message);
    return message;
  }

  test('answers /agent 1099 stats; Refresh edits the answer; Share posts it to everyone', async () => {
    const [ada, ben] = [await openOps(), await openOps('U0BEN')];
    const answer = await ask(ada, '/agent 1099 stats', 'Liu Kai');
    expect(await answer.innerText()).toMatch(/Only visible to you[^]*Agent 1099[^]*Answered\s+\d+[^]*As of/);
    const refresh = answer.getByRole('button', { name: 'Refresh' });
    await refresh.focus();
    const { seq } = scene.workspace;
    await ada.keyboard.press('Enter');
    await scene.workspace.next(({ type }) => type === 'ephemeral_updated', { since: seq });
    await expectShown(refresh.and(ada.locator(':focus')));
    expect(await ada.locator('.message').count()).toBe(1);
    expect(await ben.locator('.message').count()).toBe(0);
    await answer.getByRole('button', { name: 'Share in channel' }).click();
    // The answer has names, so a dialog asks first.
    await ada.getByRole('alertdialog').getByRole('button', { name: 'Share', exact: true }).click();
    await expectShown(last(ben).getByText('Liu Kai'));
    expect(await last(ben).innerText()).not.toContain('Only visible to you');
  });

  test('finds the agents in a message, and looks one up with the shortcut', async () => {
    const tab = await openOps();
    await ask(tab, 'Is 1099 all right?', 'all right?');
    await last(tab).hover();
    await last(tab).getByRole('button', { name: 'More actions' }).click();
    await tab.getByRole('menuitem', { name: 'Look up agents' }).click();
    await expectShown(tab.getByText('Liu Kai').first());
    if (await tab.getByRole('dialog').isVisible()) await tab.keyboard.press('Escape');
    await expectGone(tab.getByRole('dialog'));
    await tab.getByRole('button', { name: 'Shortcuts' }).click();
    await tab.getByRole('menuitem', { name: 'Look up an agent' }).click();
    const id = tab.getByRole('textbox', { name: 'Agent id' });
    await id.fill('nobody');
    await tab.keyboard.press('Enter');
    await expectShown(tab.locator('.error'));
    await id.fill('1099');
    await tab.keyboard.press('Enter');
    await expectShown(tab.getByRole('dialog').getByText('Liu Kai'));
  });

  test('shows queues, the floor with its chart, and App Home, without rejected content or accessibility errors', async () => {
    const tab = await openOps();
    const queues = await ask(tab, '/queue', 'Réservations');
    await expectShown(queues.getByRole('table'));
    const floor = await ask(tab, '/floor', 'Longest in state');
    await expectShown(floor.locator('canvas'));
    expect(await seriousFaults(tab)).toEqual([]);
    await tab
      .getByRole('button', { name: /Floorwalker/ })
      .first()
      .click();
    await expectShown(tab.getByText('Start here'));
    expect(await seriousFaults(tab)).toEqual([]);
    expect(scene.workspace.events.filter(({ type }) => type === 'refused')).toEqual([]);
  });

  test('explains a fault that was started on the simulator’s page, and recovers completely', async () => {
    const tab = await tabs.open(scene.pages.all);
    const slack = tab.frameLocator('iframe[title="Slack"]');
    const floor = tab.frameLocator('iframe[title="Contact centre"]');
    const say = async (text: string, answer: RegExp) => {
      await slack.locator('#composer').fill(text);
      await slack.locator('#composer').press('Enter');
      await expectShown(slack.locator('.message').filter({ hasText: answer }).last());
    };
    await say('/agent 1099 state', /Liu Kai/);
    await floor.getByRole('button', { name: /Break it/ }).click();
    const switches = ['gateway-unplugged', 'cms-unplugged'].map((name) =>
      floor.locator(`[data-scenario="${name}"]`),
    );
    for (const each of switches) await each.click();
    await say('/agent 1020', /(does|did) not answer|could not be reached|unreachable/i);
    for (const each of switches) await each.click();
    const answer = slack.locator('.message').last();
    await expect
      .poll(
        async () => {
          await answer.getByRole('button', { name: 'Refresh' }).click();
          return await answer.innerText();
        },
        { timeout: 20_000, interval: 500 },
      )
      .toMatch(/Agent 1020[^]*Active calls/);
  });
});
