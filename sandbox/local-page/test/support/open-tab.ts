import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';

/** The path of Chromium on Debian and most other systems; CHROMIUM_PATH overrides it. */
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const HAS_CHROMIUM = existsSync(EXECUTABLE);

/** A suffix for the names of suites that states why their tests are skipped. */
export const IN_CHROMIUM = HAS_CHROMIUM
  ? 'in Chromium'
  : `(skipped: there is no ${EXECUTABLE}; set CHROMIUM_PATH)`;

export interface Tabs {
  /** Opens a tab in a window of its own. Errors on the page fail the test that closes it. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens another tab in the window of the first one, with shared storage. */
  beside(tab: Page, url: string): Promise<Page>;
  /** Closes all tabs. @throws {Error} with the errors of their pages */
  close(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTabs(): Promise<Tabs> {
  const browser: Browser = await chromium.launch({
    executablePath: EXECUTABLE,
    // Without this flag, a page that was drawn in parts differs by some pixels from one that was drawn at once.
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
