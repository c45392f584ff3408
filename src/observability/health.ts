import type { RequestListener } from 'node:http';

export interface HealthReport {
  /** Whether Slack can reach us: the bot is of use even while an upstream fails. */
  readonly ready: boolean;
  readonly connections: readonly ConnectionHealth[];
  /** The database, the last sample, the next summary. */
  readonly history?: object;
}

/** One connection in words of codes and times: nothing here is secret. */
export interface ConnectionHealth {
  readonly name: string;
  readonly state: string;
  readonly code: string | null;
}

/** `/livez`: the process answers. `/readyz`: it can also serve; 503 until then. Anything else is not here. */
export function createHealthListener(report: () => Promise<HealthReport>): RequestListener {
  return (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET' || (path !== '/livez' && path !== '/readyz')) {
      response.writeHead(404).end();
      return;
    }
    report().then(
      (health) => {
        const status = path === '/livez' || health.ready ? 200 : 503;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(health));
      },
      () => response.writeHead(500).end(),
    );
  };
}
