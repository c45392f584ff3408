import { sendJson, serveLocalPage } from '../../local-page/local-page.ts';

/** One page that shows others beside each other, each served by its own server. */
export interface DemoPage {
  readonly url: string;
  /** What the shown pages take as `framedBy`. */
  readonly origin: string;
  /** First on the left. */
  show(parts: readonly DemoPart[], past?: DemoPast): void;
  stop(): Promise<void>;
}

export interface DemoPart {
  readonly title: string;
  readonly url: string;
}

/** What those who look should know of the history behind what they see. */
export interface DemoPast {
  /** It did not happen: epoch milliseconds. */
  readonly simulatedUntil?: number | undefined;
}

interface DemoPageOptions {
  /** 0, the default, lets the system choose. Rejects with EADDRINUSE where it is taken. */
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
