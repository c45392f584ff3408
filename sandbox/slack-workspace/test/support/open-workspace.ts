import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Tabs } from '../../../local-page/test/support/open-tab.ts';
import { startWorkspace } from '../../slack/workspace.ts';
import { startPage } from '../../web/page-server.ts';
import { echoManifest, startEchoApp } from './echo-app.ts';

/** Starts a workspace with the small echo app and its page until the end of the test. */
export async function openWorkspace(tabs: Tabs, { ackWithinMs = 3_000 } = {}) {
  const workspace = await startWorkspace({ manifest: echoManifest, ackWithinMs });
  const page = await startPage({ workspace });
  const echo = await startEchoApp(workspace, 'socket');
  onTestFinished(async () => {
    await page.stop();
    await echo.stop();
    await workspace.stop();
  });
  /** Opens a tab in a window of its own; `where` is a place such as `#C0OPS`. */
  const as = (person: string, where = '') => tabs.open(`${page.url}?as=${person}${where}`);
  return { workspace, page, echo, as };
}

export const composer = (tab: Page) => tab.locator('#composer');
export const message = (tab: Page, text: string) => tab.locator('.message').filter({ hasText: text });

export async function send(tab: Page, text: string): Promise<void> {
  await composer(tab).fill(text);
  await composer(tab).press('Enter');
}
