import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { expectGone, expectShown } from '../../../local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../../local-page/test/support/open-tab.ts';
import { startPage } from '../../web/page-server.ts';
import { callSlack } from '../support/call-slack.ts';
import { composer, message, openWorkspace, send } from '../support/open-workspace.ts';

/** Several tabs: their shared state, the person of each tab, and the browser's history. */
describe.skipIf(!HAS_CHROMIUM)(`tabs of the workspace’s page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  const me = (tab: Page) => tab.getByRole('button', { name: /^You are/ });
  const title = (tab: Page, text: string) => tab.getByRole('heading', { level: 1, name: text });
  const sidebar = (tab: Page, name: string | RegExp) => tab.locator('.sidebar').getByRole('button', { name });

  async function become(tab: Page, name: RegExp) {
    await me(tab).click();
    await tab.getByRole('menuitemradio', { name }).click();
    await expectShown(tab.getByRole('button', { name: new RegExp(`^You are.*${name.source}`) }));
  }

  test('eight of one window show one state, and the last one can post', async () => {
    const { page, as } = await openWorkspace(tabs);
    const first = await as('U0ADA');
    const all = [first];
    while (all.length < 8) all.push(await tabs.beside(first, `${page.url}?as=U0BEN`));
    await send(all.at(-1) ?? first, 'from the eighth');
    for (const tab of all) await expectShown(message(tab, 'from the eighth'));
  });

  test('a workspace that does not answer is reported, and the draft is kept', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await expectShown(composer(tab));
    await tab.clock.install();
    // The request is received but never answered.
    const isAsked = Promise.withResolvers<void>();
    await tab.route('**/act', () => isAsked.resolve());
    await send(tab, 'into the void');
    await isAsked.promise;
    await tab.clock.fastForward(60_000);
    await expectShown(tab.getByRole('alert', { name: 'Notices' }).getByText('does not answer'));
    await expect.poll(() => composer(tab).inputValue()).toBe('into the void');
  });

  test('all show one log of calls, even if they opened late or were disconnected', async () => {
    const { workspace, page, as } = await openWorkspace(tabs);
    const early = await as('U0ADA');
    await early.getByRole('button', { name: /Calls/ }).click();
    await send(early, '/echo noted');
    await expectShown(message(early, 'noted'));
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    await callSlack(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'x', blocks });
    const line = (tab: Page, sign: string, name: string) =>
      tab
        .locator('#calls li')
        .filter({ has: tab.getByLabel(sign) })
        .filter({ hasText: name });
    const late = await tabs.beside(early, `${page.url}?as=U0ADA`);
    const other = await tabs.beside(early, `${page.url}?as=U0BEN`);
    for (const tab of [early, late, other]) {
      await expectShown(line(tab, 'to the app', 'slash_commands'));
      await expectShown(line(tab, 'from the app', 'response_url'));
      await expectShown(line(tab, 'refused', 'chat.postMessage'));
    }
    const calls = (tab: Page) => tab.locator('#calls li').allInnerTexts();
    expect(await calls(late)).toEqual(await calls(early));
    expect(await calls(other)).toEqual(await calls(early));
    const before = await calls(early);
    await page.stop();
    await expectShown(early.getByText('The workspace has stopped.'));
    const next = await startPage({ workspace, port: Number(new URL(page.url).port) });
    onTestFinished(() => next.stop());
    await expectGone(early.getByText('The workspace has stopped.'));
    expect(await calls(early)).toEqual(before);
    // A rejection from before a tab opened is in its log, without a notice.
    expect(await late.locator('.notice').count()).toBe(0);
  });

  test('the log has times in the machine’s zone, for every person', async () => {
    const { workspace, page } = await openWorkspace(tabs);
    await callSlack(workspace, 'team.info', {});
    const { at = 0 } = workspace.requests.find(({ method }) => method === 'team.info') ?? {};
    const time = new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo' });
    for (const person of ['U0ADA', 'U0BEN']) {
      const tab = await tabs.open(`${page.url}?as=${person}`, { timezoneId: 'Asia/Tokyo' });
      await tab.getByRole('button', { name: /Calls/ }).click();
      await expectShown(tab.locator('#calls li').filter({ hasText: time }).filter({ hasText: 'team.info' }));
    }
  });

  test('drafts and recalled lines belong to the person who typed them', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await send(tab, 'said by Ada');
    await expectShown(message(tab, 'said by Ada'));
    await composer(tab).fill('secret of Ada');
    await become(tab, /Ben Okafor/);
    expect(await composer(tab).inputValue()).toBe('');
    await composer(tab).press('ArrowUp');
    expect(await composer(tab).inputValue()).toBe('');
    await composer(tab).fill('secret of Ben');
    await become(tab, /Ada Moreno/);
    expect(await composer(tab).inputValue()).toBe('secret of Ada');
  });

  test('a tab keeps its changed person when it is reloaded', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA', '&theme=dark#C0OPS');
    await become(tab, /Ben Okafor/);
    await tab.reload();
    await expectShown(tab.getByRole('button', { name: 'You are Ben Okafor' }));
    await expectShown(title(tab, '#ops'));
    expect(tab.url()).toContain('theme=dark');
    // An earlier entry of the history does not change the tab back to the other person.
    await sidebar(tab, 'general').click();
    await become(tab, /Ada Moreno/);
    await tab.goBack();
    await expectShown(title(tab, '#ops'));
    await tab.reload();
    await expectShown(tab.getByRole('button', { name: 'You are Ada Moreno' }));
  });

  test('input that was typed just before a change of person belongs to the earlier person', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const [tab, other] = [await as('U0ADA'), await as('U0ADA')];
    const element = { type: 'plain_text_input', action_id: 'words' };
    const label = { type: 'plain_text', text: 'Note' };
    const blocks = [{ type: 'input', block_id: 'note', label, element }];
    await callSlack(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'note', blocks });
    const note = (page: Page) => page.getByRole('textbox', { name: 'Note' });
    await expectShown(note(tab));
    // The tab's clock stands still until the tab changes its person.
    await tab.clock.install();
    await tab.clock.pauseAt(new Date(Date.now() + 60_000));
    await note(tab).fill('half a sentence');
    await become(tab, /Ben Okafor/);
    await tab.clock.resume();
    await expect.poll(() => note(other).inputValue()).toBe('half a sentence');
    expect(await note(tab).inputValue()).toBe('');
  });

  test('an unknown address leads to the first channel, at opening and later', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA', '#C0NOPE');
    await expectShown(title(tab, '#general'));
    await sidebar(tab, 'ops').click();
    await expectShown(title(tab, '#ops'));
    await tab.evaluate('location.hash = "#C0NOPE"');
    await expectShown(title(tab, '#general'));
    expect(new URL(tab.url()).hash).toBe('#C0GENERAL');
  });

  test('Back to App Home sends the app its event again, as a click does', async () => {
    const { workspace, echo, as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    const opened = () => echo.events.filter(({ type }) => type === 'app_home_opened').length;
    await sidebar(tab, /Echo/).click();
    await expectShown(tab.getByText('welcome'));
    await tab.getByRole('button', { name: 'Refresh' }).click();
    await expectShown(tab.getByText('refreshed'));
    await sidebar(tab, 'general').click();
    await expectShown(title(tab, '#general'));
    const before = opened();
    const { seq } = workspace;
    await tab.goBack();
    await workspace.next(({ type }) => type === 'view_published', { since: seq });
    await expectShown(tab.getByText('welcome'));
    expect(opened()).toBe(before + 1);
  });
});
