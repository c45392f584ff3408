import type { Page } from 'playwright-core';
import type { Tabs } from '../../../sandbox/local-page/test/support/open-tab.ts';
import { startScene } from '../bots/scene.ts';
import type { ScreenshotView } from './screenshot-views.ts';

/** A view as in its picture: fixed seed, instant and size, with light colours. */
export interface ShownView extends AsyncDisposable {
  readonly tab: Page;
  /** The texts for screen readers, frame by frame; they do not depend on fonts and browser. */
  words(): Promise<string>;
}

const INSTANT = Date.UTC(2026, 10, 23, 10, 42);

/** The scripts run in the page, whose types Node does not know. */
const STOP_TIME = 'performance.now = () => 0;';
/** Durations of calls differ in each run, and so would the picture. */
const BLANK_DURATIONS = `
  for (const each of document.querySelectorAll('.log-toggle .ms, .calls td.number')) each.textContent = '';`;

export async function showView(tabs: Tabs, view: ScreenshotView): Promise<ShownView> {
  const { width, height, scale = 1.5 } = view;
  const scene = await startScene({ standsAt: INSTANT, hasPast: view.hasPast ?? false });
  const tab = await tabs.open('about:blank', {
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
  });
  await tab.clock.setFixedTime(INSTANT);
  await tab.addInitScript(STOP_TIME);
  await tab.goto(view.open(scene));
  await view.prepare(tab, scene);
  for (const frame of tab.frames()) await frame.evaluate(BLANK_DURATIONS);
  return {
    tab,
    async words() {
      const said = await Promise.all(tab.frames().map((frame) => frame.locator('body').ariaSnapshot()));
      return `${said.join('\n\n').replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')}\n`;
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}
