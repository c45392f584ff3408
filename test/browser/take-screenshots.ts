import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startTabs } from '../support/open-tab.ts';
import { startScene } from '../support/scene.ts';
import { SCREENSHOT_VIEWS } from '../support/screenshot-views.ts';

/**
 * Takes the README's pictures anew: the same seed, the same instant, the same sizes, light colours. Names of views
 * on the command line take those alone.
 */

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const INSTANT = Date.UTC(2026, 10, 23, 10, 42);

/** Runs in the page, of whose types Node knows nothing. */
const HIDE_DURATIONS = `for (const each of document.querySelectorAll('.log-toggle .ms')) each.remove();`;

const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const tabs = await startTabs();
for (const view of SCREENSHOT_VIEWS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { name, width, height, scale = 1.5 } = view;
  await using scene = await startScene({ standsAt: INSTANT, hasPast: view.hasPast ?? false });
  const tab = await tabs.open('about:blank', {
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
  });
  await tab.clock.setFixedTime(INSTANT);
  await tab.goto(view.open(scene));
  await view.prepare(tab, scene);
  // How long a call took differs each time, and so would the picture.
  for (const frame of tab.frames()) await frame.evaluate(HIDE_DURATIONS);
  await settled(tab);
  const path = `${FOLDER}${name}.png`;
  await tab.screenshot({ path, caret: 'hide', animations: 'disabled' });
  console.log(`${name}.png ${Math.round((await stat(path)).size / 1000)} kB`);
  await tabs.close();
}
await tabs.stop();

/** Resolves when fonts and charts have come and two pictures in a row are the same. */
async function settled(tab: Awaited<ReturnType<typeof tabs.open>>): Promise<void> {
  let before: Buffer | undefined;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const now = await tab.screenshot({ caret: 'hide' });
    if (before?.equals(now) === true) return;
    before = now;
  }
}
