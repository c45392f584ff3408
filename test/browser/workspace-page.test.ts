import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startWorkspace } from '../../sandbox/slack/workspace.ts';
import { startPage } from '../../sandbox/web/page-server.ts';
import { callSlack } from '../support/call-slack.ts';
import { echoManifest, startEchoApp } from '../support/echo-app.ts';
import { HAS_CHROMIUM, IN_CHROMIUM, startTabs, type Tabs } from '../support/open-tab.ts';

/** The page as a workspace for any app: here a small one that knows nothing of contact centres. */
describe.skipIf(!HAS_CHROMIUM)(`the workspace's page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  async function openWorkspace({ ackWithinMs = 3_000 } = {}) {
    const workspace = await startWorkspace({ manifest: echoManifest, ackWithinMs });
    const page = await startPage({ workspace });
    const echo = await startEchoApp(workspace, 'socket');
    onTestFinished(async () => {
      await page.stop();
      await echo.stop();
      await workspace.stop();
    });
    const as = (person: string) => tabs.open(`${page.url}?as=${person}`);
    return { workspace, page, echo, as };
  }

  const composer = (tab: Page) => tab.locator('#composer');
  const message = (tab: Page, text: string) => tab.locator('.message').filter({ hasText: text });

  async function send(tab: Page, text: string) {
    await composer(tab).fill(text);
    await composer(tab).press('Enter');
  }

  test('completes commands from the manifest, with their usage, by keyboard', async () => {
    const { as } = await openWorkspace();
    const tab = await as('U0ADA');
    await composer(tab).focus();
    await tab.keyboard.type('/e');
    const offers = tab.getByRole('option');
    expect(await offers.allInnerTexts()).toEqual(['/echo text Says it again', '/escaped Says what arrived']);
    await tab.keyboard.press('ArrowDown');
    expect(await tab.getByRole('option', { selected: true }).innerText()).toContain('/escaped');
    await tab.keyboard.press('ArrowUp');
    await tab.keyboard.press('Tab');
    expect(await composer(tab).inputValue()).toBe('/echo ');
    expect(await tab.locator('.usage').innerText()).toContain('/echo text');
    await tab.keyboard.type('hello');
    await tab.keyboard.press('Enter');
    await message(tab, 'hello').getByText('Only visible to you').waitFor();
    await tab.keyboard.press('ArrowUp');
    expect(await composer(tab).inputValue()).toBe('/echo hello');
  });

  test('what is only visible to one person shows to that person, in every tab of theirs', async () => {
    const { as } = await openWorkspace();
    const [ada, otherAda, ben] = [await as('U0ADA'), await as('U0ADA'), await as('U0BEN')];
    await send(ada, '/echo for me');
    await message(otherAda, 'for me').waitFor();
    await send(ada, 'for all');
    await message(ben, 'for all').waitFor();
    expect(await message(ben, 'for me').count()).toBe(0);
  });

  test('a button edits its message in place and keeps the keyboard', async () => {
    const { as } = await openWorkspace();
    const tab = await as('U0ADA');
    await send(tab, '/echo once');
    await message(tab, 'once').getByRole('button', { name: 'Again' }).press('Enter');
    await message(tab, 'again: once').waitFor();
    expect(await tab.locator('.message').count()).toBe(1);
  });

  test('edited messages say so, deleted ones go', async () => {
    const { workspace, as } = await openWorkspace();
    const tab = await as('U0ADA');
    const { ts } = await callSlack(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'first' });
    await message(tab, 'first').waitFor();
    await callSlack(workspace, 'chat.update', { channel: 'C0GENERAL', ts, text: 'second' });
    await message(tab, 'second').getByText('(edited)').waitFor();
    await callSlack(workspace, 'chat.delete', { channel: 'C0GENERAL', ts });
    await message(tab, 'second').waitFor({ state: 'detached' });
  });

  test('unread messages are counted, marked with a line, and read in all tabs at once', async () => {
    const { workspace, as } = await openWorkspace();
    const [tab, other] = [await as('U0ADA'), await as('U0ADA')];
    await composer(other).waitFor();
    await workspace.as('U0BEN').post('C0OPS', 'one');
    await workspace.as('U0BEN').post('C0OPS', 'two');
    const entry = (page: Page) => page.getByRole('button', { name: /^#? ?ops/ });
    await entry(other).getByText('2').waitFor();
    await entry(tab).click();
    await tab.locator('.line.new').waitFor();
    await entry(other).locator('.count').waitFor({ state: 'detached' });
  });

  test('a message’s menu has the app’s shortcuts, and the app answers there', async () => {
    const { workspace, as } = await openWorkspace();
    const tab = await as('U0ADA');
    await workspace.as('U0BEN').post('C0GENERAL', 'word');
    await message(tab, 'word').hover();
    await message(tab, 'word').getByRole('button', { name: 'More actions' }).click();
    await tab.getByRole('menuitem', { name: 'Repeat this' }).click();
    await message(tab, 'said: word').waitFor();
  });

  test('a shortcut opens a form; errors stand at their fields, in every tab; what was typed stays', async () => {
    const { echo, as } = await openWorkspace();
    echo.onSubmit = (value) =>
      value === 'good'
        ? { response_action: 'clear' }
        : { response_action: 'errors', errors: { what: 'Say good.' } };
    const [tab, other] = [await as('U0ADA'), await as('U0ADA')];
    await tab.getByRole('button', { name: 'Shortcuts' }).click();
    await tab.getByRole('menuitem', { name: 'Say something' }).click();
    const field = (page: Page) => page.getByRole('textbox', { name: 'What to say' });
    await field(tab).waitFor();
    await tab.keyboard.press('Enter');
    await tab.getByText('Please complete this required field.').waitFor();
    await tab.keyboard.type('bad');
    await expect.poll(() => field(other).inputValue()).toBe('bad');
    await tab.keyboard.press('Enter');
    await tab.getByText('Say good.').waitFor();
    await other.getByText('Say good.').waitFor();
    await field(tab).and(tab.locator(':focus')).waitFor();
    await field(tab).fill('good');
    await tab.keyboard.press('Enter');
    await tab.getByRole('dialog').waitFor({ state: 'detached' });
    await other.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('modals stand on each other; Esc goes back one, and the keyboard stays inside', async () => {
    const { as } = await openWorkspace();
    const tab = await as('U0ADA');
    await tab.getByRole('button', { name: 'Shortcuts' }).click();
    await tab.getByRole('menuitem', { name: 'Say something' }).click();
    await tab.getByRole('button', { name: 'Deeper' }).click();
    await tab.getByText('2 of 3').waitFor();
    for (let step = 0; step < 8; step += 1) {
      await tab.keyboard.press('Tab');
      expect(await tab.locator('main :focus, nav :focus').count()).toBe(0);
    }
    await tab.keyboard.press('Escape');
    await tab.getByText('2 of 3').waitFor({ state: 'detached' });
    await tab.getByRole('dialog').waitFor();
    await tab.keyboard.press('Escape');
    await tab.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('App Home opens with its tab, and its button publishes it anew', async () => {
    const { as } = await openWorkspace();
    const tab = await as('U0ADA');
    await tab.getByRole('button', { name: /Echo/ }).click();
    await tab.getByText('welcome').waitFor();
    await tab.getByRole('button', { name: 'Refresh' }).click();
    await tab.getByText('refreshed').waitFor();
    await tab.getByRole('tab', { name: 'Home' }).press('ArrowRight');
    await composer(tab).waitFor();
    await tab.goBack();
    await tab.getByText('refreshed').waitFor();
  });

  test('one can be somebody else, and a tab stays who it is', async () => {
    const { as } = await openWorkspace();
    const tab = await as('U0ADA');
    await tab.getByRole('button', { name: /You are Ada Moreno/ }).click();
    await tab.getByRole('menuitemradio', { name: /Ben Okafor/ }).click();
    await tab.getByRole('button', { name: /You are Ben Okafor/ }).waitFor();
    await send(tab, 'from Ben');
    expect(await message(tab, 'from Ben').locator('.author').innerText()).toBe('Ben Okafor');
  });

  test('what breaks a limit is refused, and the page says where', async () => {
    const { workspace, as } = await openWorkspace();
    const tab = await as('U0ADA');
    await composer(tab).waitFor();
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    const answer = await callSlack(workspace, 'chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'x',
      blocks,
    });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    const notice = tab.getByRole('alert', { name: 'Notices' });
    await notice.getByText('Refused: invalid_blocks').waitFor();
    expect(await notice.innerText()).toContain('/blocks/0/text/text');
    await tab.getByRole('button', { name: /^.*Calls/ }).click();
    await tab.locator('#calls .failed').first().waitFor();
  });

  test('files come with their name and size, and can be kept', async () => {
    const { workspace, as } = await openWorkspace();
    const tab = await as('U0ADA');
    await composer(tab).waitFor();
    const content = 'station,rain\nOslo,4\n';
    const begun = await callSlack(
      workspace,
      'files.getUploadURLExternal',
      { filename: 'day.csv', length: content.length },
      { asForm: true },
    );
    await fetch(String(begun['upload_url']), { method: 'POST', body: content });
    const files = [{ id: begun['file_id'], title: 'The day' }];
    await callSlack(workspace, 'files.completeUploadExternal', { files, channel_id: 'C0GENERAL' });
    const entry = tab.locator('.file', { hasText: 'The day' });
    await entry.getByText('day.csv · 20 bytes').waitFor();
    const [download] = await Promise.all([tab.waitForEvent('download'), entry.getByRole('link').click()]);
    expect(download.suggestedFilename()).toBe('day.csv');
    const kept = await download.createReadStream();
    expect(await new Response(ReadableStream.from(kept)).text()).toBe(content);
  });

  test('an app that is silent, gone, or never there is named', async () => {
    const { echo, as } = await openWorkspace({ ackWithinMs: 200 });
    const tab = await as('U0ADA');
    await send(tab, '/silent');
    await message(tab, 'operation_timeout').waitFor();
    await send(tab, '/nothing');
    await message(tab, 'is not a valid command').waitFor();
    await echo.stop();
    await tab.getByText('Echo is not connected').waitFor();
  });
});
