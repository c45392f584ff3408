import { type OtherCall, type OtherCalls, startSimulatorPage } from '../../contact-center/page-server.ts';
import type { Simulator } from '../../contact-center/simulator.ts';
import { isTaken } from '../../local-page/is-taken.ts';
import type { Workspace } from '../../slack-workspace/slack/workspace.ts';
import { startPage } from '../../slack-workspace/web/page-server.ts';
import { startDemoPage } from './demo-page-server.ts';

/** The addresses of the demo's pages. */
export interface DemoPages {
  /** What to open: all there is. */
  readonly all: string;
  readonly contactCenter: string;
  /** None where the bot talks to a Slack elsewhere. */
  readonly workspace: string | undefined;
  stop(): Promise<void>;
}

interface DemoPagesOptions {
  readonly simulator: Simulator;
  readonly workspace: Workspace | undefined;
  /** Of the page that shows all; the others take the next two, or any. Without it the usual one, or any. */
  readonly port?: number | undefined;
  /** Until when the history that the bot finds was simulated, epoch milliseconds; none where it finds none. */
  readonly simulatedUntil?: number | undefined;
}

const USUAL_PORT = 3210;
const MOST_PORT = 65_535;

/**
 * The workspace and the contact centre, each with a page of its own, and one that shows both. Rejects with EADDRINUSE
 * or EACCES where the port that was asked for cannot be had.
 */
export async function startDemoPages(options: DemoPagesOptions): Promise<DemoPages> {
  const { simulator, workspace, port } = options;
  if (workspace === undefined) {
    const page = await atWantedPort(port, (at) => startSimulatorPage({ simulator, port: at }));
    return { all: page.url, contactCenter: page.url, workspace: undefined, stop: () => page.stop() };
  }
  const demo = await atWantedPort(port, (at) => startDemoPage({ port: at }));
  const framedBy = demo.origin;
  // The same places each time: a tab that outlives the demo finds the next one there.
  const first = port ?? USUAL_PORT;
  const beside = (steps: number): number => (first === 0 ? 0 : Math.min(first + steps, MOST_PORT));
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

/** Where somebody asked for a port, that one and no other. */
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
