import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';

/** Where Debian and most others put it; CHROMIUM_PATH for the rest. */
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const HAS_CHROMIUM = existsSync(EXECUTABLE);

/** For the head of a suite: says why its tests are skipped. */
export const IN_CHROMIUM = HAS_CHROMIUM
  ? 'in Chromium'
  : `(skipped: there is no ${EXECUTABLE}; set CHROMIUM_PATH)`;

export interface Tabs {
  /** A tab in a window of its own. Errors of the page fail the test that stops it. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Another tab in the same window: what a browser shares among its tabs, these two share. */
  beside(tab: Page, url: string): Promise<Page>;
  /** Closes all tabs; throws what their pages complained about. */
  close(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTabs(): Promise<Tabs> {
  const browser: Browser = await chromium.launch({
    executablePath: EXECUTABLE,
    // Drawn anew in parts, a page differs by some pixels from the same page drawn at once.
    args: ['--no-sandbox', '--disable-background-networking', '--disable-partial-raster'],
  });
  let complaints: string[] = [];

  async function openIn(context: BrowserContext, url: string): Promise<Page> {
    const tab = await context.newPage();
    tab.setDefaultTimeout(60_000);
    tab.on('pageerror', (error) => complaints.push(error.message));
    await tab.goto(url);
    return tab;
  }

  return {
    open: async (url, options = {}) =>
      await openIn(await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options }), url),
    beside: async (tab, url) => await openIn(tab.context(), url),
    async close() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      const said = complaints;
      complaints = [];
      expect(said).toEqual([]);
    },
    stop: () => browser.close(),
  };
}
