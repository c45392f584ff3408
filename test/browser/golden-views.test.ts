import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../sandbox/slack/workspace.ts';
import { startPage } from '../../sandbox/web/page-server.ts';
import { seriousFaults } from '../support/pages/accessibility.ts';
import type { Json } from '../support/pages/block-words.ts';
import { expectDrawn } from '../support/pages/drawn-blocks.ts';
import { expectShown } from '../support/pages/expect-shown.ts';
import { HAS_CHROMIUM, IN_CHROMIUM, startTabs, type Tabs } from '../support/pages/open-tab.ts';
import { callSlack } from '../support/peers/call-slack.ts';
import { echoManifest } from '../support/peers/echo-app.ts';

const VIEWS = new URL('../fixtures/views/', import.meta.url);
const SUMMARIES = new URL('../fixtures/summaries/', import.meta.url);
const READER = 'U0ADA';

/** Every golden view, over every kind of floor, as the workspace's page draws it. */
describe.skipIf(!HAS_CHROMIUM)(`golden views ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  test.for(readdirSync(VIEWS))('in the folder “%s” are drawn whole', async (folder) => {
    const { workspace, url } = await openWorkspace();
    const tab = await tabs.open(`${url}?as=${READER}`);
    await expectShown(tab.locator('#composer'));
    const views = readdirSync(new URL(`${folder}/`, VIEWS)).map((file) =>
      JSON.parse(readFileSync(new URL(`${folder}/${file}`, VIEWS), 'utf8')),
    );
    for (const view of views.filter(({ type }) => type !== 'home')) await expectPosted(workspace, tab, view);
    await checkHarmless(tab);
    await tab.getByRole('button', { name: /Echo/ }).click();
    for (const view of views.filter(({ type }) => type === 'home')) {
      await callWell(workspace, 'views.publish', { user_id: READER, view });
      await expectDrawn(tab.locator('.home'), view.blocks);
      await checkHarmless(tab);
    }
  });

  test('of summaries are drawn whole, and nothing in them is hard to hear', async () => {
    const { workspace, url } = await openWorkspace();
    const tab = await tabs.open(`${url}?as=${READER}`);
    await expectShown(tab.locator('#composer'));
    for (const file of readdirSync(SUMMARIES).filter((name) => name.endsWith('.txt'))) {
      await expectPosted(workspace, tab, { text: file, blocks: summaryBlocks(file) });
    }
    await checkHarmless(tab);
    expect(await seriousFaults(tab)).toEqual([]);
  });
});

/** A golden summary has its text first and its blocks after it, one a line. */
function summaryBlocks(file: string): Json[] {
  const lines = readFileSync(new URL(file, SUMMARIES), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line): Json => JSON.parse(line));
}

async function expectPosted(
  workspace: Workspace,
  tab: Page,
  message: { text: string; blocks: readonly Json[] },
): Promise<void> {
  const { ts } = await callWell(workspace, 'chat.postMessage', { channel: 'C0GENERAL', ...message });
  await expectDrawn(tab.locator(`[data-ts="${String(ts)}"]`), message.blocks);
}

async function checkHarmless(tab: Page): Promise<void> {
  const drawn = tab.locator('main');
  expect(await drawn.getByText('This page does not know the block').count()).toBe(0);
  expect(await drawn.innerText()).not.toMatch(/undefined|NaN|\[object/);
  // Names that look like links stay the text that they are.
  expect(await drawn.locator('a[href*="evil"]').count()).toBe(0);
}

async function openWorkspace() {
  const workspace = await startWorkspace({ manifest: echoManifest });
  const page = await startPage({ workspace });
  onTestFinished(async () => {
    await page.stop();
    await workspace.stop();
  });
  return { workspace, url: page.url };
}

/** As Slack would take it: a payload that breaks a limit fails here. */
async function callWell(
  workspace: Workspace,
  method: string,
  fields: Record<string, unknown>,
): Promise<Json> {
  const answer = await callSlack(workspace, method, fields);
  expect(answer).toMatchObject({ ok: true });
  return answer;
}
