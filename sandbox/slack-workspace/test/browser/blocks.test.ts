import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { seriousFaults } from '../../../local-page/test/support/accessibility.ts';
import { expectGone, expectShown } from '../../../local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../../local-page/test/support/open-tab.ts';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { startPage } from '../../web/page-server.ts';
import { chart, form, messages, PICTURE } from '../fixtures/block-gallery.ts';
import { callSlack } from '../support/call-slack.ts';
import { echoManifest, startEchoApp } from '../support/echo-app.ts';

describe.skipIf(!HAS_CHROMIUM)(`blocks on the workspace's page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  async function openWorkspace() {
    const workspace = await startWorkspace({ manifest: echoManifest, timeZone: 'Europe/Madrid' });
    const page = await startPage({ workspace });
    const echo = await startEchoApp(workspace, 'socket');
    echo.app.action(/.*/, async ({ ack }) => await ack());
    onTestFinished(async () => {
      await page.stop();
      await echo.stop();
      await workspace.stop();
    });
    const open = async (query = '') => {
      const tab = await tabs.open('about:blank');
      await tab.route(`${new URL(PICTURE).origin}/**`, (route) =>
        route.fulfill({ contentType: 'image/svg+xml', body: CLOUD }),
      );
      await tab.goto(`${page.url}?as=U0ADA${query}`);
      await expectShown(tab.locator('#composer'));
      return tab;
    };
    return { workspace, echo, open };
  }

  async function post(workspace: Workspace, blocks: object[]) {
    const answer = await callSlack(workspace, 'chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'blocks',
      blocks,
    });
    expect(answer).toMatchObject({ ok: true });
  }

  /** Returns the latest `actions[0]` that the app received. */
  const lastAction = (echo: { bodies: Record<string, unknown>[] }) => {
    const actions = echo.bodies.findLast(({ type }) => type === 'block_actions')?.['actions'];
    return Array.isArray(actions) ? Object(actions[0]) : undefined;
  };

  test('all kinds are shown, none as unknown', async () => {
    const { workspace, open } = await openWorkspace();
    const tab = await open();
    for (const blocks of Object.values(messages)) await post(workspace, blocks);
    await expect.poll(() => tab.locator('.message .block').count()).toBeGreaterThan(20);
    expect(await tab.locator('.unknown').allInnerTexts()).toEqual([]);
    const shown = await tab.locator('.messages').innerText();
    for (const words of [
      'Bold, italic, struck',
      '@Ben Okafor',
      'quoted\ntwice',
      'Thursday, 19 November 2026 at 23:00',
    ]) {
      expect(shown).toContain(words);
    }
    expect(await tab.locator('.of-table td').allInnerTexts()).toContain('3.5');
  });

  test('an unknown one is shown as unknown', async () => {
    const { workspace, open } = await openWorkspace();
    const tab = await open();
    workspace.messages.post({
      channel: 'C0GENERAL',
      text: '',
      user: 'U0BEN',
      blocks: [{ type: 'hologram' }],
    });
    await expectShown(tab.getByText('This page does not know the block “hologram”.'));
  });

  test.each(['light', 'dark'])('axe-core finds nothing serious in %s colours', async (theme) => {
    const { workspace, echo, open } = await openWorkspace();
    for (const blocks of Object.values(messages)) await post(workspace, blocks);
    workspace.messages.post({
      channel: 'C0GENERAL',
      text: 'psst',
      user: workspace.botUserId,
      ephemeral_to: 'U0ADA',
    });
    const tab = await open(`&theme=${theme}`);
    await expectShown(tab.locator('canvas').first());
    expect(await seriousFaults(tab)).toEqual([]);
    await tab.locator('#composer').fill('/');
    expect(await seriousFaults(tab)).toEqual([]);
    await tab.locator('#composer').fill('');
    await callSlack(workspace, 'chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'x',
      blocks: [{ type: 'hologram' }],
    });
    await expectShown(tab.getByText('Refused'));
    await openForm(tab, echo);
    await tab.getByRole('button', { name: 'Send', exact: true }).last().click();
    await expectShown(tab.locator('.error'));
    expect(await seriousFaults(tab)).toEqual([]);
    await tab.keyboard.press('Escape');
    await tab.getByRole('button', { name: /Echo/ }).first().click();
    await expectShown(tab.getByText('welcome'));
    expect(await seriousFaults(tab)).toEqual([]);
  });

  test('a confirm dialog asks first; “no” sends nothing', async () => {
    const { workspace, echo, open } = await openWorkspace();
    const tab = await open();
    await post(workspace, messages.text);
    const press = () => tab.getByRole('button', { name: 'Delete' }).click();
    await press();
    await expectShown(tab.getByRole('alertdialog', { name: 'Really?' }));
    await tab.keyboard.press('Escape');
    await expectGone(tab.getByRole('alertdialog'));
    expect(lastAction(echo)).toBeUndefined();
    await press();
    await tab.getByRole('button', { name: 'Do it' }).click();
    await expect.poll(() => lastAction(echo)).toMatchObject({ action_id: 'delete' });
  });

  test('menus of every kind can be used by keyboard', async () => {
    const { workspace, echo, open } = await openWorkspace();
    const tab = await open();
    await post(workspace, messages.text);
    const expectChosen = async (action: object) => {
      await expect.poll(() => lastAction(echo)).toMatchObject(action);
    };
    await tab.getByRole('button', { name: 'More actions', exact: true }).first().press('ArrowDown');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    await expectChosen({ action_id: 'more', selected_option: { value: 'two' } });

    const choose = async (name: string, typed: string) => {
      await tab.getByRole('combobox', { name }).focus();
      await tab.keyboard.type(typed);
      await expectShown(tab.getByRole('option').first());
      await tab.keyboard.press('Enter');
    };
    await choose('Pick one', 'thr');
    await expectChosen({ action_id: 'static', selected_option: { value: 'three' } });
    await choose('Pick several', 'one');
    await choose('Pick several', 'two');
    await expectChosen({ selected_options: [{ value: 'one' }, { value: 'two' }] });
    await choose('A person', 'ben');
    await expectChosen({ action_id: 'person', selected_user: 'U0BEN' });
    await choose('A channel', 'ops');
    await expectChosen({ action_id: 'channel', selected_channel: 'C0OPS' });
    await tab.getByRole('combobox', { name: 'Search' }).focus();
    await tab.keyboard.type('abc');
    await expectShown(tab.getByRole('option', { name: 'abc!' }));
    await tab.keyboard.press('Enter');
    await expectChosen({ action_id: 'pick', selected_option: { value: 'abc' } });
    await tab.getByRole('radio', { name: 'One' }).check();
    await expectChosen({ action_id: 'radio', selected_option: { value: 'one' } });
    await tab.getByLabel('Date and time').fill('2026-12-24T18:00');
    await expectChosen({ selected_date_time: Date.UTC(2026, 11, 24, 17) / 1000 });
  });

  test('a data table can be sorted, searched and paged', async () => {
    const { workspace, open } = await openWorkspace();
    const tab = await open();
    await post(workspace, messages.things);
    const table = tab.locator('.data-table');
    const first = () => table.locator('tbody tr').first().innerText();
    await expectShown(table.getByText('1–5 of 12'));
    await table.getByRole('button', { name: /Rain/ }).click();
    await table.getByRole('button', { name: /Rain/ }).click();
    expect(await table.getByRole('columnheader', { name: /Rain/ }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    expect(await first()).toContain('21');
    await table.getByRole('button', { name: 'Next rows' }).click();
    await expectShown(table.getByText('6–10 of 12'));
    await table.getByRole('searchbox').fill('station 12');
    expect(await first()).toContain('Station 12');
  });

  test.each(['bar', 'line', 'area'] as const)(
    'a %s chart is drawn, with its figures for screen readers',
    async (type) => {
      const { workspace, open } = await openWorkspace();
      const tab = await open();
      await post(workspace, [chart(type, 'Weather')]);
      const figure = tab.getByRole('figure', { name: 'Weather' });
      await expectShown(figure);
      await expect.poll(() => tab.evaluate(IS_DRAWN)).toBe(true);
      const row = figure.getByRole('row', { name: '11:00' });
      expect(await row.getByRole('cell').allInnerTexts()).toEqual(['9', '4', '3']);
      await figure.getByRole('button', { name: 'Show the figures' }).click();
      expect((await figure.getByRole('table').boundingBox())?.width).toBeGreaterThan(100);
    },
  );

  test('input in every kind of field reaches the app as Slack sends it', async () => {
    const { echo, open } = await openWorkspace();
    const tab = await open();
    await openForm(tab, echo);
    await tab.getByRole('textbox', { name: 'Words' }).fill('three words here');
    await tab.getByRole('textbox', { name: 'Rich text (optional)' }).fill('some *bold*');
    await tab.getByLabel('Day (optional)').fill('2026-12-24');
    await tab.getByRole('combobox', { name: 'Grouped' }).click();
    await tab.getByRole('option', { name: 'Three' }).click();
    await tab.getByRole('dialog').getByRole('checkbox', { name: 'Two' }).check();
    await tab.getByLabel('Papers (optional)').setInputFiles({
      name: 'a.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('paper'),
    });
    await expectShown(tab.locator('.files .chip'));
    await tab.getByRole('button', { name: 'Send', exact: true }).last().click();
    await expectGone(tab.getByRole('dialog'));
    const body = JSON.parse(JSON.stringify(echo.bodies.findLast(({ type }) => type === 'view_submission')));
    expect(body.view.state.values).toMatchObject({
      words: { words: { value: 'three words here' } },
      rich: {
        rich: {
          rich_text_value: {
            elements: [{ elements: [{ text: 'some ' }, { text: 'bold', style: { bold: true } }] }],
          },
        },
      },
      day: { day: { selected_date: '2026-12-24' } },
      grouped: { grouped: { selected_options: [{ value: 'three' }] } },
      boxes: { boxes: { selected_options: [{ value: 'two' }] } },
      papers: { papers: { files: [{ name: 'a.txt', size: 5 }] } },
      number: { number: { value: null } },
    });
  });

  /** Opens the form with all kinds of field through a button, which the app answers with the form. */
  async function openForm(tab: Page, { app }: Awaited<ReturnType<typeof startEchoApp>>) {
    app.command('/menu', async ({ ack, command, client }) => {
      await ack();
      await client.apiCall('views.open', { trigger_id: command.trigger_id, view: form });
    });
    await tab.locator('#composer').fill('/menu');
    await tab.locator('#composer').press('Enter');
    await expectShown(tab.getByRole('dialog', { name: 'Every field' }));
  }
});

const CLOUD =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>';

/** Whether the canvas has any drawing. The script runs in the page, whose types Node does not know. */
const IS_DRAWN = `(() => {
  const canvas = document.querySelector('canvas');
  return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte !== 0);
})()`;
