import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectShown } from '../../../local-page/test/support/expect-shown.ts';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../../local-page/test/support/open-tab.ts';
import { composer, message, openWorkspace, send } from '../support/open-workspace.ts';

/** Keyboard behaviour that a mouse would not show. */
describe.skipIf(!HAS_CHROMIUM)(`keys on the workspace’s page ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  const focused = (tab: Page) => tab.locator(':focus');

  /** Types as an input method does: the text is there, but its composition has not ended. */
  async function compose(tab: Page, text: string) {
    const browser = await tab.context().newCDPSession(tab);
    const end = text.length;
    await browser.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
  }

  test('Enter that ends a composition neither completes nor sends', async () => {
    const { workspace, as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await composer(tab).focus();
    await compose(tab, '@b');
    await expectShown(tab.getByRole('option', { name: /@ben/ }));
    await tab.keyboard.press('Enter');
    // A real input method would consume the key; here it also breaks the line.
    expect((await composer(tab).inputValue()).trim()).toBe('@b');
    expect(workspace.as('U0ADA').messages('C0GENERAL')).toEqual([]);
  });

  test('Enter on a message moves the focus to its first control', async () => {
    const { as } = await openWorkspace(tabs);
    const tab = await as('U0ADA');
    await send(tab, '/echo one');
    await expectShown(message(tab, 'one'));
    await tab.getByRole('log').focus();
    await tab.keyboard.press('ArrowUp');
    expect(await focused(tab).getAttribute('class')).toContain('message');
    await tab.keyboard.press('Enter');
    expect(await focused(tab).innerText()).toBe('Again');
    await tab.keyboard.press('Enter');
    await expectShown(message(tab, 'again: one'));
  });
});
