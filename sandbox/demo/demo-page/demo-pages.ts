import { type OtherCall, type OtherCalls, startSimulatorPage } from '../../contact-center/page-server.ts';
import type { Simulator } from '../../contact-center/simulator.ts';
import { isTaken } from '../../local-page/is-taken.ts';
import type { Workspace } from '../../slack-workspace/slack/workspace.ts';
import { startPage } from '../../slack-workspace/web/page-server.ts';
import { startDemoPage } from './demo-page-server.ts';

/** The addresses of the demo's pages. */
export interface DemoPages {
  /** The address of the page that shows the others. */
  readonly all: string;
  readonly contactCenter: string;
  /** The address of the workspace's page; `undefined` if the bot uses another Slack. */
  readonly workspace: string | undefined;
  stop(): Promise<void>;
}

interface DemoPagesOptions {
  readonly simulator: Simulator;
  readonly workspace: Workspace | undefined;
  /**
   * The port of the page that shows the others, whose pages take the next two ports. Without it, the usual ports or any
   * free ones are taken.
   */
  readonly port?: number | undefined;
  /** End of the simulated history in epoch milliseconds; `undefined` without such a history. */
  readonly simulatedUntil?: number | undefined;
}

const USUAL_PORT = 3210;
const MAX_PORT = 65_535;

/**
 * Starts the pages of the workspace and the contact centre, and one that shows both.
 *
 * @throws {Error} EADDRINUSE or EACCES if the given port cannot be opened
 */
export async function startDemoPages(options: DemoPagesOptions): Promise<DemoPages> {
  const { simulator, workspace, port } = options;
  if (workspace === undefined) {
    const page = await atWantedPort(port, (at) => startSimulatorPage({ simulator, port: at }));
    return { all: page.url, contactCenter: page.url, workspace: undefined, stop: () => page.stop() };
  }
  const demo = await atWantedPort(port, (at) => startDemoPage({ port: at }));
  const framedBy = demo.origin;
  // The ports do not change between runs, so that a tab that stayed open finds the next demo.
  const first = port ?? USUAL_PORT;
  const beside = (steps: number): number => (first === 0 ? 0 : Math.min(first + steps, MAX_PORT));
  const otherCalls = callsOf(workspace);
  const [slack, floor] = await Promise.all([
    atPortOrAny(beside(1), (at) => startPage({ workspace, port: at, framedBy })),
    atPortOrAny(beside(2), (at) => startSimulatorPage({ simulator, port: at, framedBy, otherCalls })),
  ]);
  demo.show(
    [
      { title: 'Slack', url: slack.url },
      { title: 'Contact centre', url: floor.url },
    ],
    { simulatedUntil: options.simulatedUntil },
  );
  return {
    all: demo.url,
    contactCenter: floor.url,
    workspace: slack.url,
    async stop() {
      await Promise.all([demo.stop(), slack.stop(), floor.stop()]);
    },
  };
}

/** Starts a page on the given port only; without a given port on the usual one, or on a free one if that is taken. */
function atWantedPort<Page>(port: number | undefined, start: (port: number) => Promise<Page>): Promise<Page> {
  return port === undefined ? atPortOrAny(USUAL_PORT, start) : start(port);
}

function atPortOrAny<Page>(port: number, start: (port: number) => Promise<Page>): Promise<Page> {
  return start(port).catch((error: unknown) => {
    if (isTaken(error)) return start(0);
    throw error;
  });
}

function callsOf(workspace: Workspace): OtherCalls {
  return {
    title: 'Slack',
    recent: () => workspace.requests.map(asCall),
    onCall: (listener) =>
      workspace.on((event) => {
        if (event.type === 'request') listener(asCall(event.request));
      }),
  };
}

function asCall({ method, at, ms, ok, error }: Workspace['requests'][number]): OtherCall {
  return { name: method, at, ms, ok, ...(error !== undefined && { error }) };
}
