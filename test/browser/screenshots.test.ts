import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  HAS_CHROMIUM,
  IN_CHROMIUM,
  startTabs,
  type Tabs,
} from '../../sandbox/local-page/test/support/open-tab.ts';
import { SCREENSHOT_VIEWS } from '../support/pages/screenshot-views.ts';
import { showView } from '../support/pages/shown-view.ts';

const FOLDER = new URL('../../docs/screenshots/', import.meta.url);

/** Pixels depend on the fonts and the browser of a machine; words do not. */
describe.skipIf(!HAS_CHROMIUM)(`the README’s pictures ${IN_CHROMIUM}`, () => {
  let tabs: Tabs;

  beforeAll(async () => {
    tabs = await startTabs();
  });
  afterEach(() => tabs.close());
  afterAll(() => tabs.stop());

  test.each(SCREENSHOT_VIEWS)('of $name has the words of the page', async (view) => {
    await using shown = await showView(tabs, view);
    const [, ...lines] = readFileSync(new URL(`${view.name}.txt`, FOLDER), 'utf8').split('\n');
    expect(await shown.words(), `${view.name}.png is stale: run npm run screenshots`).toBe(
      lines.slice(1).join('\n'),
    );
  });
});
