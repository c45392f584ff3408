import { once } from 'node:events';
import { createServer } from 'node:http';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { createHealthListener, type HealthReport } from '../../../src/observability/health.ts';

function ask(path: string, report: HealthReport, method: 'GET' | 'POST' = 'GET') {
  return answerOf(path, () => Promise.resolve(report), method);
}

async function answerOf(path: string, report: () => Promise<HealthReport>, method: 'GET' | 'POST' = 'GET') {
  const server = createServer(createHealthListener(report));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { statusCode, headers, body } = await request(`http://127.0.0.1:${port}${path}`, { method });
  const text = await body.text();
  server.closeAllConnections();
  server.close();
  return { statusCode, type: headers['content-type'], text };
}

const CONNECTION = { name: 'CC-CMS', state: 'down', code: 'upstream-reset' } as const;

describe('health', () => {
  test.for([
    ['/readyz', true, 200],
    ['/readyz', false, 503],
    ['/readyz?verbose', false, 503],
  ] as const)('at %s with readiness %s is HTTP %i, with the connections', async ([path, ready, status]) => {
    const report = { ready, connections: [CONNECTION] };
    const reply = await ask(path, report);
    expect(reply).toMatchObject({ statusCode: status, type: 'application/json' });
    expect(JSON.parse(reply.text)).toEqual(report);
  });

  test('at /livez needs no report: one that never comes does not delay the answer', async () => {
    const reply = await answerOf('/livez', () => new Promise(() => undefined));
    expect(reply).toMatchObject({ statusCode: 200, type: 'application/json', text: '{"alive":true}' });
  });

  test.for(['/', '/livezz', '/readyz/x'])('does not exist at %s', async (path) => {
    expect(await ask(path, { ready: true, connections: [] })).toMatchObject({ statusCode: 404, text: '' });
  });

  test('accepts reading methods only', async () => {
    expect(await ask('/livez', { ready: true, connections: [] }, 'POST')).toMatchObject({ statusCode: 404 });
  });
});
