import { sendJson, serveLocalPage } from '../../local-page/local-page.ts';

/** A page that shows two other pages beside each other. Each has its own server. */
export interface DemoPage {
  readonly url: string;
  /** The origin that the shown pages take as `framedBy`. */
  readonly origin: string;
  /** Sets the pages that are shown, from left to right. */
  show(parts: readonly DemoPart[], past?: DemoPast): void;
  stop(): Promise<void>;
}

export interface DemoPart {
  readonly title: string;
  readonly url: string;
}

/** Notes about the history behind the pages. */
export interface DemoPast {
  /** End of the simulated history, in epoch milliseconds. */
  readonly simulatedUntil?: number | undefined;
}

interface DemoPageOptions {
  /** 0, the default, selects a free port. The start rejects with EADDRINUSE if the port is taken. */
  readonly port?: number;
}

export async function startDemoPage({ port = 0 }: DemoPageOptions = {}): Promise<DemoPage> {
  let shown: readonly DemoPart[] = [];
  let past: DemoPast = {};
  const page = await serveLocalPage({
    port,
    folder: new URL('page/', import.meta.url),
    modules: {
      '/local-page/divider.js': import.meta.resolve('../../local-page/divider.js'),
      '/local-page/tokens.css': import.meta.resolve('../../local-page/tokens.css'),
    },
    routes: {
      'GET /parts': (_request, response) => sendJson(response, 200, shown),
      'GET /past': (_request, response) => sendJson(response, 200, past),
    },
    frames: () => shown.map(({ url }) => new URL(url).origin),
  });
  return {
    ...page,
    show(parts, itsPast = {}) {
      shown = parts;
      past = itsPast;
    },
  };
}
