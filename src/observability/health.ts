import type { RequestListener } from 'node:http';
import type { ConnectionHealth } from '../domain/floor/connection-health.ts';

export interface HealthReport {
  readonly version?: string;
  /** True if Slack can reach the bot, which is useful even while an upstream fails. */
  readonly ready: boolean;
  readonly connections: readonly Pick<ConnectionHealth, 'name' | 'state' | 'code'>[];
  /** State of the token, and scopes that the app lacks. */
  readonly slack?: object;
  /** State of the database, the last sample and the next summary. */
  readonly history?: object;
}

/**
 * `/livez` answers without any I/O, so that a hung dependency does not restart the process. `/readyz` answers 200 if
 * the bot can serve, otherwise 503. Other paths are 404.
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
