import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createManualClock, type ManualClock } from '../../slack/clock.ts';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { callSlack } from '../support/call-slack.ts';
import { type EchoApp, echoManifest, startEchoApp } from '../support/echo-app.ts';

/** Delivery of payloads to the app: signed requests, socket connections, retries. */

let workspace: Workspace;
let clock: ManualClock;

beforeEach(async () => {
  clock = createManualClock(Date.now());
  workspace = await startWorkspace({
    manifest: echoManifest,
    clock,
    ackWithinMs: 1_500,
    eventRetriesMs: [0, 60_000, 300_000],
  });
});

afterEach(async () => await workspace.stop());

const ada = () => workspace.as('U0ADA');

const resend = async (headers: Record<string, string>) => {
  const [request] = workspace.lastRequests;
  if (request === undefined) throw new Error('nothing was sent');
  const response = await fetch(request.url, {
    method: 'POST',
    headers: { ...request.headers, ...headers },
    body: request.body,
  });
  return response.status;
};

/** Opens a plain connection, as an app does. */
async function connect(
  onEnvelope: (socket: WebSocket, envelope: { envelope_id: string; type: string }) => void,
) {
  const opened = await callSlack(workspace, 'apps.connections.open', {}, { token: workspace.appToken });
  const socket = new WebSocket(String(opened['url']));
  const { promise, resolve } = Promise.withResolvers<void>();
  const received: string[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    received.push(message.reason ?? message.type);
    if (message.type === 'hello') resolve();
    else if (message.envelope_id !== undefined) onEnvelope(socket, message);
  });
  await promise;
  return { socket, received, url: String(opened['url']) };
}
const acknowledge = (socket: WebSocket, { envelope_id }: { envelope_id: string }) =>
  socket.send(JSON.stringify({ envelope_id }));

describe('over HTTP', () => {
  let echo: EchoApp;
  beforeEach(async () => {
    echo = await startEchoApp(workspace, 'http');
  });
  afterEach(async () => await echo.stop());

  test('requests are signed so that Bolt accepts them, and can be replayed', async () => {
    await ada().command('C0OPS', '/ack');
    expect(await resend({})).toBe(200);
    expect(echo.bodies).toHaveLength(2);
  });

  test('requests can be forged or outdated, and Bolt rejects them', async () => {
    await ada().command('C0OPS', '/ack');
    const body = workspace.lastRequests[0]?.body ?? '';
    const timestampSeconds = Math.floor(clock.now() / 1000);
    expect(await resend({ ...workspace.sign(body, { signingSecret: 'other' }) })).toBe(401);
    expect(await resend({ 'x-slack-signature': 'v0=0' })).toBe(401);
    expect(await resend({ ...workspace.sign(body, { timestampSeconds: timestampSeconds - 301 }) })).toBe(401);
    expect(await resend({ ...workspace.sign(body, { timestampSeconds: timestampSeconds - 290 }) })).toBe(200);
    expect(echo.bodies).toHaveLength(2);
  });

  test('an app that is absent or fails has an error other than a slow app', async () => {
    workspace.useHttp('http://127.0.0.1:1/slack/events');
    expect(await ada().command('C0OPS', '/ack')).toMatchObject({ acked: false, error: 'dispatch_failed' });
    const server = await serverAnswering((url) => (url === '/500' ? 500 : 404));
    workspace.useHttp(`${server.url}/500`);
    expect(await ada().command('C0OPS', '/ack')).toMatchObject({
      httpStatus: 500,
      error: 'http_service_error',
    });
    workspace.useHttp(`${server.url}/404`);
    expect(await ada().command('C0OPS', '/ack')).toMatchObject({
      httpStatus: 404,
      error: 'http_client_error',
    });
    server.close();
  });

  test('an unacknowledged event is sent three more times, with number and reason', async () => {
    const seen: unknown[] = [];
    const server = await serverAnswering((_url, headers) => {
      seen.push([headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
      return 500;
    });
    workspace.useHttp(server.url);
    await ada().openHome();
    for (const ms of [0, 60_000, 300_000]) {
      const { seq } = workspace;
      clock.advance(ms);
      await workspace.next((event) => event.type === 'delivery', { since: seq });
    }
    clock.advance(3_600_000);
    expect(seen).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    server.close();
  });

  test('an event can be sent twice', async () => {
    await ada().openHome();
    await workspace.appEvents.redeliver();
    expect(echo.events).toEqual([
      { type: 'app_home_opened', retryNum: undefined },
      { type: 'app_home_opened', retryNum: 1 },
    ]);
    expect(new Set(echo.bodies.map((body) => body['event_id'])).size).toBe(1);
  });

  test('uninstalling sends both events', async () => {
    await workspace.appEvents.uninstall();
    expect(echo.events.map(({ type }) => type)).toEqual(['app_uninstalled', 'tokens_revoked']);
  });
});

describe('over Socket Mode', () => {
  test('without a connection a command fails at once', async () => {
    expect(await ada().command('C0OPS', '/ack')).toMatchObject({ acked: false, error: 'dispatch_failed' });
  });

  test('each payload goes to one of the connections', async () => {
    const connections = [await connect(acknowledge), await connect(acknowledge)];
    for (let count = 0; count < 4; count += 1)
      expect((await ada().command('C0OPS', '/ack')).acked).toBe(true);
    expect(
      connections.map(({ received }) => received.filter((type) => type === 'slash_commands').length),
    ).toEqual([2, 2]);
    expect(workspace.socket.open).toBe(2);
  });

  test('a ticket is valid for one connection', async () => {
    const { url } = await connect(acknowledge);
    const again = new WebSocket(url);
    const { promise, resolve } = Promise.withResolvers<string>();
    again.on('error', (error) => resolve(error.message));
    expect(await promise).toContain('401');
  });

  test('a connection gets a warning before Slack closes it', async () => {
    const { received } = await connect(acknowledge);
    workspace.socket.disconnect('refresh_requested');
    await workspace.next((event) => event.type === 'connection' && event.change === 'closed');
    expect(received).toEqual(['hello', 'refresh_requested']);
  });

  test('a half-open connection loses what is sent to it', async () => {
    const { received } = await connect(acknowledge);
    workspace.socket.goHalfOpen();
    expect(await ada().command('C0OPS', '/ack')).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect(received).toEqual(['hello']);
  });

  test('a dropped connection ends without a notice', async () => {
    const { received } = await connect(acknowledge);
    workspace.socket.drop();
    await workspace.next((event) => event.type === 'connection' && event.change === 'closed');
    expect(received).toEqual(['hello']);
  });
});

/** Starts a request URL that answers with a status only. */
async function serverAnswering(
  statusFor: (url: string, headers: NodeJS.Dict<string | string[]>) => number,
): Promise<{ url: string; close(): Server }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.statusCode = statusFor(request.url ?? '', request.headers);
      response.end();
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address: AddressInfo = Object(server.address());
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
