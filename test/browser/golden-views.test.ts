import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { seriousFaults } from '../../sandbox/local-page/test/support/accessibility.ts';
import { expectShown } from '../../sandbox/local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../sandbox/local-page/test/support/open-tab.ts';
import { startWorkspace, type Workspace } from '../../sandbox/slack-workspace/slack/workspace.ts';
import { callSlack } from '../../sandbox/slack-workspace/test/support/call-slack.ts';
import { echoManifest } from '../../sandbox/slack-workspace/test/support/echo-app.ts';
import { startPage } from '../../sandbox/slack-workspace/web/page-server.ts';
import type { SummaryOccasion } from '../../src/slack/blocks/summary-buttons.ts';
import { summaryMessage } from '../../src/slack/blocks/summary-message.ts';
import { HOMES, homeOf, messagesOf } from '../support/floors/floor-views.ts';
import { FLOORS } from '../support/floors/floors.ts';
import { DAYS, reportOf } from '../support/floors/summary-days.ts';
import type { Json } from '../support/pages/block-words.ts';
import { expectDrawn } from '../support/pages/drawn-blocks.ts';

const READER = 'U0ADA';
const POSTED: SummaryOccasion = {
  subscriptionNumber: 3,
  isRequested: false,
  offersSubscription: false,
  late: null,
};

/** The workspace's page draws every golden view of every floor. */
describe.skipIf(!HAS_CHROMIUM)(`golden views ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  test.for(Object.entries(FLOORS))('of the floor “%s” are drawn whole', async ([, spec]) => {
    const { workspace, url } = await openWorkspace();
    const tab = await tabs.open(`${url}?as=${READER}`);
    await expectShown(tab.locator('#composer'));
    for (const message of Object.values(messagesOf(spec))) await expectPosted(workspace, tab, message);
    await checkHarmless(tab);
    await expectHomes(workspace, tab, [homeOf(spec)]);
  });

  test('of App Home are drawn completely', async () => {
    const { workspace, url } = await openWorkspace();
    const tab = await tabs.open(`${url}?as=${READER}`);
    await expectShown(tab.locator('#composer'));
    await expectHomes(workspace, tab, Object.values(HOMES));
  });

  test('of summaries are drawn completely, without accessibility errors', async () => {
    const { workspace, url } = await openWorkspace();
    const tab = await tabs.open(`${url}?as=${READER}`);
    await expectShown(tab.locator('#composer'));
    for (const day of Object.values(DAYS)) {
      await expectPosted(workspace, tab, summaryMessage(await reportOf(day), POSTED));
    }
    await checkHarmless(tab);
    expect(await seriousFaults(tab)).toEqual([]);
  });
});

async function expectHomes(
  workspace: Workspace,
  tab: Page,
  views: readonly { blocks: readonly object[] }[],
): Promise<void> {
  await tab.getByRole('button', { name: /Echo/ }).click();
  for (const view of views) {
    await callWell(workspace, 'views.publish', { user_id: READER, view });
    await expectDrawn(tab.locator('.home'), asSent(view.blocks));
    await checkHarmless(tab);
  }
}

/** Returns the blocks as the workspace receives them. */
function asSent(blocks: readonly object[]): Json[] {
  const sent: Json[] = JSON.parse(JSON.stringify(blocks));
  return sent;
}

async function expectPosted(
  workspace: Workspace,
  tab: Page,
  { text, blocks }: { text: string; blocks: readonly object[] },
): Promise<void> {
  const { ts } = await callWell(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text, blocks });
  await expectDrawn(tab.locator(`[data-ts="${String(ts)}"]`), asSent(blocks));
}

async function checkHarmless(tab: Page): Promise<void> {
  const drawn = tab.locator('main');
  expect(await drawn.getByText('This page does not know the block').count()).toBe(0);
  expect(await drawn.innerText()).not.toMatch(/undefined|NaN|\[object/);
  // Names that look like links stay text.
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

/** Calls Slack as the bot does; a payload that breaks a limit fails here. */
async function callWell(
  workspace: Workspace,
  method: string,
  fields: Record<string, unknown>,
): Promise<Json> {
  const answer = await callSlack(workspace, method, fields);
  expect(answer).toMatchObject({ ok: true });
  return answer;
}
