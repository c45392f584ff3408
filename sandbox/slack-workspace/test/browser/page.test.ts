import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectGone, expectShown } from '../../../local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../../local-page/test/support/open-tab.ts';
import { callSlack } from '../support/call-slack.ts';
import { composer, message, openWorkspace, send } from '../support/open-workspace.ts';

/** The page with a small app that knows nothing of contact centres. */
describe.skipIf(!HAS_CHROMIUM)(`the workspace's page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  test('completes commands from the manifest, with their usage, by keyboard', async () => {
    const { as } = await openWorkspace(tabs);
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
    await expectShown(message(tab, 'hello').getByText('Only visible to you'));
    await tab.keyboard.press('ArrowUp');
    expect(await composer(tab).inputValue()).toBe('/echo hello');
  });

  test('an ephemeral message is shown to its reader in all tabs, and to no one else', async () => {
    const { as } = await openWorkspace(tabs);
    const [ada, otherAda, ben] = [await as('U0ADA'), await as('U0ADA'), await as('U0BEN')];
    await send(ada, '/echo for me');
    await expectShown(message(otherAda, 'for me'));
    await send(ada, 'for all');
    await expectShown(message(ben, 'for all'));
    expect(await message(ben, 'for me').count()).toBe(0);
  });

  test('a button edits its message in place and keeps the focus', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await send(tab, '/echo once');
    await message(tab, 'once').getByRole('button', { name: 'Again' }).press('Enter');
    await expectShown(message(tab, 'again: once'));
    expect(await tab.locator('.message').count()).toBe(1);
  });

  test('edited messages are marked, deleted ones disappear', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    const { ts } = await callSlack(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'first' });
    await expectShown(message(tab, 'first'));
    await callSlack(workspace, 'chat.update', { channel: 'C0GENERAL', ts, text: 'second' });
    await expectShown(message(tab, 'second').getByText('(edited)'));
    await callSlack(workspace, 'chat.delete', { channel: 'C0GENERAL', ts });
    await expectGone(message(tab, 'second'));
  });

  test('unread messages are counted, marked with a line, and marked as read in all tabs at once', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const [tab, other] = [await as('U0ADA'), await as('U0ADA')];
    await expectShown(composer(other));
    await workspace.as('U0BEN').post('C0OPS', 'one');
    await workspace.as('U0BEN').post('C0OPS', 'two');
    const entry = (page: Page) => page.getByRole('button', { name: /^#? ?ops/ });
    await expectShown(entry(other).getByText('2'));
    await entry(tab).click();
    await expectShown(tab.locator('.line.new'));
    await expectGone(entry(other).locator('.count'));
  });

  test('a message’s menu has the app’s shortcuts, and the app answers there', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await workspace.as('U0BEN').post('C0GENERAL', 'word');
    await message(tab, 'word').hover();
    await message(tab, 'word').getByRole('button', { name: 'More actions' }).click();
    await tab.getByRole('menuitem', { name: 'Repeat this' }).click();
    await expectShown(message(tab, 'said: word'));
  });

  test('a shortcut opens a form; errors are shown at their fields in every tab, and input is kept', async () => {
    const { echo, as } = await openWorkspace(tabs);
    echo.onSubmit = (value) =>
      value === 'good'
        ? { response_action: 'clear' }
        : { response_action: 'errors', errors: { what: 'Say good.' } };
    const [tab, other] = [await as('U0ADA'), await as('U0ADA')];
    await tab.getByRole('button', { name: 'Shortcuts' }).click();
    await tab.getByRole('menuitem', { name: 'Say something' }).click();
    const field = (page: Page) => page.getByRole('textbox', { name: 'What to say' });
    await expectShown(field(tab));
    await tab.keyboard.press('Enter');
    await expectShown(tab.getByText('Please complete this required field.'));
    await tab.keyboard.type('bad');
    await expect.poll(() => field(other).inputValue()).toBe('bad');
    await tab.keyboard.press('Enter');
    await expectShown(tab.getByText('Say good.'));
    await expectShown(other.getByText('Say good.'));
    await expectShown(field(tab).and(tab.locator(':focus')));
    await field(tab).fill('good');
    await tab.keyboard.press('Enter');
    await expectGone(tab.getByRole('dialog'));
    await expectGone(other.getByRole('dialog'));
  });

  test('modals stack; Esc closes the topmost, and the focus stays inside', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await tab.getByRole('button', { name: 'Shortcuts' }).click();
    await tab.getByRole('menuitem', { name: 'Say something' }).click();
    await tab.getByRole('button', { name: 'Deeper' }).click();
    await expectShown(tab.getByText('2 of 3'));
    for (let step = 0; step < 8; step += 1) {
      await tab.keyboard.press('Tab');
      expect(await tab.locator('main :focus, nav :focus').count()).toBe(0);
    }
    await tab.keyboard.press('Escape');
    await expectGone(tab.getByText('2 of 3'));
    await expectShown(tab.getByRole('dialog'));
    await tab.keyboard.press('Escape');
    await expectGone(tab.getByRole('dialog'));
  });

  test('App Home opens with its tab, and its button publishes it again', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await tab.getByRole('button', { name: /Echo/ }).click();
    await expectShown(tab.getByText('welcome'));
    await tab.getByRole('button', { name: 'Refresh' }).click();
    await expectShown(tab.getByText('refreshed'));
    await tab.getByRole('tab', { name: 'Home' }).press('ArrowRight');
    await expectShown(composer(tab));
    await tab.goBack();
    await expectShown(tab.getByText('welcome'));
  });

  test('the app’s global shortcuts are available on its Home too', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA', '#app/home');
    await tab.getByRole('button', { name: 'Shortcuts' }).click();
    await tab.getByRole('menuitem', { name: 'Say something' }).click();
    await expectShown(tab.getByRole('dialog', { name: 'Form' }));
  });

  test('a narrow page still names the channel', async () => {
    const { page } = await openWorkspace(tabs);
    const tab = await tabs.open(page.url, { viewport: { width: 390, height: 800 } });
    for (const name of ['general', 'ops']) {
      const entry = tab.locator('.sidebar').getByRole('button', { name });
      expect(await entry.getAttribute('title')).toBe(name);
      const shown = await entry.getByText(name).boundingBox();
      expect(shown?.width).toBeGreaterThan(15);
    }
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  test('a tab can change its person, and keeps that person', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await tab.getByRole('button', { name: /You are Ada Moreno/ }).click();
    await tab.getByRole('menuitemradio', { name: /Ben Okafor/ }).click();
    await expectShown(tab.getByRole('button', { name: /You are Ben Okafor/ }));
    await send(tab, 'from Ben');
    expect(await message(tab, 'from Ben').locator('.author').innerText()).toBe('Ben Okafor');
  });

  test('content beyond a limit is rejected, and the page names the path', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await expectShown(composer(tab));
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    const answer = await callSlack(workspace, 'chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'x',
      blocks,
    });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    const notice = tab.getByRole('alert', { name: 'Notices' });
    await expectShown(notice.getByText('Refused: invalid_blocks'));
    expect(await notice.innerText()).toContain('/blocks/0/text/text');
    await tab.getByRole('button', { name: /^.*Calls/ }).click();
    await expectShown(tab.locator('#calls .failed').first());
  });

  test('files are shown with name and size, and can be downloaded', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await expectShown(composer(tab));
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
    await expectShown(entry.getByText('day.csv · 20 bytes'));
    const [download] = await Promise.all([tab.waitForEvent('download'), entry.getByRole('link').click()]);
    expect(download.suggestedFilename()).toBe('day.csv');
    const kept = await download.createReadStream();
    expect(await new Response(ReadableStream.from(kept)).text()).toBe(content);
  });

  test('an app that is silent, stopped or never connected is reported', async () => {
    const { echo, as } = await openWorkspace(tabs, { ackWithinMs: 200 });
    const tab = await as('U0ADA');
    await send(tab, '/silent');
    await expectShown(message(tab, 'operation_timeout'));
    await send(tab, '/nothing');
    await expectShown(message(tab, 'is not a valid command'));
    await echo.stop();
    await expectShown(tab.getByText('Echo is not connected'));
  });
});
