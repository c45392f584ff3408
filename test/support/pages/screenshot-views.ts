import type { Page } from 'playwright-core';
import { CTI } from '../../../sandbox/contact-center/world/agent-states.ts';
import type { Scene } from '../bots/scene.ts';

/** One picture of the README: its page, its size, and the acts before it is taken. */
export interface ScreenshotView {
  /** The name of the file in docs/screenshots, without `.png`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pixels per CSS pixel. Default 1.5. */
  readonly scale?: number;
  /** Whether the bot has a history. */
  readonly hasPast?: true;
  open(scene: Scene): string;
  prepare(tab: Page, scene: Scene): Promise<void>;
}

/** Matches the canvas after Chart.js has set its width, which follows the loading of the library. */
const DRAWN_CHART = 'canvas[width]';

const ops = ({ pages }: Scene): string => `${pages.workspace}?as=U0ADA&theme=light#C0OPS`;
const home = ({ pages }: Scene): string => `${pages.workspace}?as=U0ADA&theme=light#app/home`;

async function ask(tab: Pick<Page, 'locator'>, text: string, answer: string): Promise<void> {
  await tab.locator('#composer').fill(text);
  await tab.locator('#composer').press('Enter');
  await tab.locator('.message').filter({ hasText: answer }).last().waitFor();
}

/** Makes a queue need attention: its available agents become busy, and three calls wait. */
function holdUpBilling({ simulator: { world } }: Scene): void {
  const billing = world.queues().find(({ name }) => name === 'Billing');
  if (billing === undefined) throw new Error('the floor has no queue Billing');
  for (const { id, state, queues } of world.agents()) {
    if (state === CTI.idle && queues.includes(billing.id)) world.setState(id, 'busy');
  }
  for (const waitedSeconds of [95, 40, 12]) world.addWaitingCall(billing.id, { waitedSeconds });
}

/** The main views. A new one needs an entry here, `npm run screenshots`, and a line in the README. */
export const SCREENSHOT_VIEWS: readonly ScreenshotView[] = [
  {
    name: 'agent',
    width: 1000,
    height: 600,
    open: ops,
    async prepare(tab, { workspace }) {
      await workspace.as('U0BEN').post('C0OPS', 'How is 1099 doing? The line was long this morning.');
      await ask(tab, '/agent 1099 stats', 'Liu Kai');
    },
  },
  {
    name: 'queues',
    width: 1420,
    height: 620,
    open: ops,
    async prepare(tab, scene) {
      holdUpBilling(scene);
      await ask(tab, '/queue', 'Réservations');
    },
  },
  {
    name: 'floor',
    width: 1000,
    height: 900,
    open: ops,
    async prepare(tab, scene) {
      holdUpBilling(scene);
      await ask(tab, '/floor', 'Longest in state');
      await tab.locator(DRAWN_CHART).waitFor();
    },
  },
  {
    name: 'summary',
    width: 1000,
    height: 1300,
    scale: 1,
    hasPast: true,
    open: ops,
    async prepare(tab) {
      await ask(tab, '/floor summary yesterday', 'Occupancy');
      await tab.locator(DRAWN_CHART).waitFor();
    },
  },
  {
    name: 'home',
    width: 1000,
    height: 800,
    open: home,
    async prepare(tab) {
      await tab
        .getByRole('button', { name: /queues/i })
        .first()
        .click();
      const field = tab.getByRole('dialog').getByRole('combobox');
      for (const name of ['Sales', 'Billing', 'Support']) {
        await field.fill(name);
        await tab.getByRole('option', { name }).click();
      }
      // The remaining options are offered again, so no request is in flight when the form closes.
      await tab.getByRole('option', { name: 'Returns' }).waitFor();
      await field.press('Escape');
      await tab.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
      await tab.locator('.home').getByText('Billing (3)').first().waitFor();
    },
  },
  {
    name: 'modal',
    width: 1000,
    height: 560,
    open: ops,
    async prepare(tab) {
      await tab.getByRole('button', { name: 'Shortcuts' }).click();
      await tab.getByRole('menuitem', { name: 'Look up an agent' }).click();
      await tab.getByRole('textbox', { name: 'Agent id' }).fill('ten ninety-nine');
      await tab.keyboard.press('Enter');
      await tab.locator('.error').waitFor();
    },
  },
  {
    name: 'demo',
    width: 1400,
    height: 740,
    scale: 1,
    hasPast: true,
    open: ops,
    async prepare(tab, { pages }) {
      await ask(tab, '/agent 1099', 'Liu Kai');
      // The page opens afterwards, because a log that is opened earlier shows calls of one instant in order of
      // arrival.
      await tab.goto(pages.all);
      const slack = tab.frameLocator('iframe[title="Slack"]');
      await slack.getByRole('button', { name: /ops/ }).first().click();
      await slack.locator('.message').filter({ hasText: 'Liu Kai' }).waitFor();
      const floor = tab.frameLocator('iframe[title="Contact centre"]');
      await floor.getByRole('checkbox', { name: 'Polls' }).uncheck();
      await floor.getByRole('row').filter({ hasText: 'response_url' }).waitFor();
    },
  },
];
