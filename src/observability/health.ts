import type { RequestListener } from 'node:http';
import type { ConnectionHealth } from '../domain/floor/connection-health.ts';

export interface HealthReport {
  readonly version?: string;
  /** Whether Slack can reach us: the bot is of use even while an upstream fails. */
  readonly ready: boolean;
  readonly connections: readonly Pick<ConnectionHealth, 'name' | 'state' | 'code'>[];
  /** Whether Slack takes the token, and which scopes the app lacks. */
  readonly slack?: object;
  /** The database, the last sample, the next summary. */
  readonly history?: object;
}

/**
 * `/livez`: the process answers; it asks nothing, so that what hangs elsewhere restarts no process. `/readyz`: the bot
 * can also serve; 503 until then. Any other path is 404.
 */
export function createHealthListener(report: () => Promise<HealthReport>): RequestListener {
  return (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET' || (path !== '/livez' && path !== '/readyz')) {
      response.writeHead(404).end();
    } else if (path === '/livez') {
      answer(200, { alive: true });
    } else {
      report().then(
        (health) => answer(health.ready ? 200 : 503, health),
        () => response.writeHead(500).end(),
      );
    }

    function answer(status: number, body: object): void {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }
  };
}
