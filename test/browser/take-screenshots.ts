import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startTabs } from '../../sandbox/local-page/test/support/open-tab.ts';
import { SCREENSHOT_VIEWS } from '../support/pages/screenshot-views.ts';
import { showView } from '../support/pages/shown-view.ts';

/**
 * Takes the README's pictures, and writes the words of each beside it; a test fails if the page no longer has these
 * words. Names of views on the command line select pictures.
 */

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const tabs = await startTabs();
for (const view of SCREENSHOT_VIEWS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  await using shown = await showView(tabs, view);
  const picture = await settledPicture(shown.tab);
  const digest = createHash('sha256').update(picture).digest('hex');
  await writeFile(`${FOLDER}${view.name}.png`, picture);
  await writeFile(`${FOLDER}${view.name}.txt`, `${digest}\n\n${await shown.words()}`);
  console.log(`${view.name}.png ${Math.round(picture.length / 1000)} kB`);
  await tabs.close();
}
await tabs.stop();

/** Returns the picture when fonts and charts are loaded: when two in a row are equal. */
async function settledPicture(tab: Page): Promise<Buffer> {
  let before: Buffer | undefined;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const now = await tab.screenshot({ caret: 'hide', animations: 'disabled' });
    if (before?.equals(now) === true) return now;
    before = now;
  }
  throw new Error(`${tab.url()} does not come to rest.`);
}
