import { type OtherCall, type OtherCalls, startSimulatorPage } from '../contact-center/page-server.ts';
import type { Simulator } from '../contact-center/simulator.ts';
import type { Workspace } from '../slack/workspace.ts';
import { startPage } from '../web/page-server.ts';
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
  /** Of the page that shows all; the others take the next two. Where one is taken, any other. */
  readonly port: number;
}

/** The workspace and the contact centre, each with a page of its own, and one that shows both. */
export async function startDemoPages({ simulator, workspace, port }: DemoPagesOptions): Promise<DemoPages> {
  if (workspace === undefined) {
    const page = await atPortOrAny(port, (at) => startSimulatorPage({ simulator, port: at }));
    return { all: page.url, contactCenter: page.url, workspace: undefined, stop: () => page.stop() };
  }
  const demo = await atPortOrAny(port, (at) => startDemoPage({ port: at }));
  const framedBy = demo.origin;
  // The same places each time: a tab that outlives the demo finds the next one there.
  const beside = (steps: number): number => (port === 0 ? 0 : Math.min(port + steps, 65_535));
  const otherCalls = callsOf(workspace);
  const [slack, floor] = await Promise.all([
    atPortOrAny(beside(1), (at) => startPage({ workspace, port: at, framedBy })),
    atPortOrAny(beside(2), (at) => startSimulatorPage({ simulator, port: at, framedBy, otherCalls })),
  ]);
  demo.show([
    { title: 'Slack', url: slack.url },
    { title: 'Contact centre', url: floor.url },
  ]);
  return {
    all: demo.url,
    contactCenter: floor.url,
    workspace: slack.url,
    async stop() {
      await Promise.all([demo.stop(), slack.stop(), floor.stop()]);
    },
  };
}

function atPortOrAny<Page>(port: number, start: (port: number) => Promise<Page>): Promise<Page> {
  return start(port).catch(() => start(0));
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
