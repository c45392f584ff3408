import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Follower, followPage } from '../../../local-page/test/support/follow-page.ts';
import { hintsIn } from '../../../local-page/test/support/module-hints.ts';
import { createManualClock, type ManualClock } from '../../clock.ts';
import { type SimulatorPage, startSimulatorPage } from '../../page-server.ts';
import { type Simulator, startSimulator } from '../../simulator.ts';

/** The page's server, without a browser: allowed origins, messages to tabs, and effects on the simulator. */

let clock: ManualClock;
let simulator: Simulator;
let page: SimulatorPage;
const followers: Follower[] = [];

beforeEach(async () => {
  clock = createManualClock();
  simulator = await startSimulator({ clock, life: false, agents: 0, queues: 0, pollWaitMs: 50 });
  simulator.world.addQueue({ id: 1, name: 'Sales' });
  simulator.world.addAgent({ id: 1099, name: 'Liu Kai', queues: [1], phone: '5550100' });
  page = await startSimulatorPage({ simulator });
});

afterEach(async () => {
  for (const follower of followers.splice(0)) follower.stop();
  await page.stop();
  await simulator.stop();
});

async function follow(): Promise<Follower> {
  const follower = await followPage(page.url);
  followers.push(follower);
  return follower;
}

async function act(what: unknown): Promise<{ status: number; problem: unknown }> {
  const response = await fetch(`${page.url}act`, { method: 'POST', body: JSON.stringify(what) });
  return { status: response.status, problem: Object(await response.json()).problem };
}

/** Sends a request with any Host and Origin, which `fetch` does not allow. */
function ask(path: string, { method = 'GET', ...headers }: Record<string, string>) {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request(new URL(path, page.url), { method, headers }, (response) => {
    resolve(response.statusCode);
    response.destroy();
  })
    .once('error', reject)
    .end(method === 'POST' ? '{"act":"speed","speed":60}' : undefined);
  return promise;
}

describe('the files', () => {
  test.each([
    '',
    'app.js',
    'style.css',
    'floor.css',
    'icon.svg',
    'vendor/preact.js',
    'vendor/htm.js',
    'local-page/divider.js',
    'local-page/live.js',
  ])('/%s is served, with a policy against loading from elsewhere', async (path) => {
    const response = await fetch(page.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await response.text()).length).toBeGreaterThan(50);
  });

  test.each([
    '%2e%2e/page-server.ts',
    'page-server.ts',
    'package.json',
    'vendor',
    'nothing.js',
    'constructor',
  ])('/%s is not served', async (path) => expect((await fetch(page.url + path)).status).toBe(404));

  test('every module that the page’s modules import is served', async () => {
    const seen = new Set<string>();
    const open = ['/app.js'];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await fetch(new URL(path, page.url));
      expect(response.status, path).toBe(200);
      const imports = (await response.text()).matchAll(/from\s*'(\.[^']+)'/g);
      for (const [, name = ''] of imports) open.push(new URL(name, new URL(path, page.url)).pathname);
    }
    expect(seen.size).toBeGreaterThan(10);
    expect(new Set(hintsIn(await (await fetch(page.url)).text()))).toEqual(seen);
  });

  test('may be framed by no page, or by the one configured origin', async () => {
    expect((await fetch(page.url)).headers.get('content-security-policy')).toContain(
      "frame-ancestors 'none'",
    );
    const framed = await startSimulatorPage({ simulator, framedBy: 'http://127.0.0.1:3210' });
    const policy = (await fetch(framed.url)).headers.get('content-security-policy');
    await framed.stop();
    expect(policy).toMatch(/frame-ancestors http:\/\/127\.0\.0\.1:3210$/);
  });
});

describe('requests', () => {
  const own = () => new URL(page.url).host;

  test('are accepted from the page itself, and from a local tool without Origin', async () => {
    const { port } = new URL(page.url);
    expect(await ask('/act', { method: 'POST', host: own(), origin: `http://${own()}` })).toBe(200);
    expect(await ask('/act', { method: 'POST', host: `localhost:${port}` })).toBe(200);
    expect(simulator.speed).toBe(60);
  });

  test.each([
    ['a rebound host name', { host: 'evil.example' }],
    ['another port of this machine', { host: '127.0.0.1:1' }],
    ['a host name without the port', { host: '127.0.0.1' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['an image or script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('are rejected: %s', async (_who, headers) => {
    expect(await ask('/act', { method: 'POST', ...headers })).toBe(403);
    expect(await ask('/live', { connection: 'Upgrade', upgrade: 'websocket', ...headers })).toBe(403);
    expect(simulator.speed).toBe(1);
  });

  test('to localhost are redirected to the address, so that there is one origin', async () => {
    const response = await fetch(page.url.replace('127.0.0.1', 'localhost'), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, page.url]);
  });

  test('with other methods are rejected', async () => {
    expect(await ask('/', { method: 'PUT' })).toBe(405);
    expect(await ask('/live', { method: 'DELETE' })).toBe(405);
  });
});

describe('a tab', () => {
  test('receives the whole state first, without phone numbers and the bot’s own agent', async () => {
    const { state, text } = await follow();
    expect(state).toMatchObject({
      vdn: 170,
      clock: { now: clock.now(), floor: clock.now(), speed: 1 },
      bot: { agentId: 900, session: 'none' },
      agents: [{ id: 1099, name: 'Liu Kai', state: 'idle', since: clock.now(), queues: [1], call: null }],
      queues: [{ id: 1, name: 'Sales', waiting: 0, longestSince: null }],
      otherCalls: null,
      calls: [],
    });
    expect(Object(state).scenarios).toHaveLength(simulator.scenarios.length);
    expect(text()).not.toContain('5550100');
  });

  test('receives the floor’s changes, as every other tab does', async () => {
    const tabs = [await follow(), await follow()];
    clock.advance(30_000);
    simulator.world.startCall(1099);
    simulator.world.addWaitingCall(1, { waitedSeconds: 12 });
    for (const tab of tabs) {
      const agent = await tab.next(({ agents }) => agents?.[0]);
      expect(agent).toMatchObject({ id: 1099, state: 'talking', since: clock.now(), call: { queue: 1 } });
    }
    for (const tab of tabs) {
      const queue = await tab.next(({ queues }) => queues?.[0]);
      expect(queue).toMatchObject({ id: 1, waiting: 1, longestSince: clock.now() - 12_000 });
    }
  });

  test('receives agents who join and leave the floor', async () => {
    const tab = await follow();
    simulator.world.addAgent({ id: 1001, name: 'Ana' });
    expect(await tab.next(({ agents }) => agents?.[0])).toMatchObject({ id: 1001, name: 'Ana' });
    simulator.world.removeAgent(1001);
    expect(await tab.next(({ gone }) => gone)).toEqual([1001]);
  });

  test('that opens late receives the present state', async () => {
    await act({ act: 'agent', id: 1099, what: 'rest', reason: 2 });
    await act({ act: 'scenario', name: 'cms-503', on: true });
    const { state } = await follow();
    const { agents, scenarios } = Object(state);
    expect(agents[0]).toMatchObject({ state: 'rest', reason: 2 });
    expect(scenarios.filter(({ on }: { on: boolean }) => on)).toMatchObject([{ name: 'cms-503' }]);
  });
});

describe('acts', () => {
  test.each([
    ['take-call', 'talking'],
    ['place-call', 'talking'],
    ['rest', 'rest'],
    ['busy', 'busy'],
    ['wrap-up', 'wrap-up'],
    ['study', 'study'],
    ['sign-out', 'signed-out'],
  ])('%s changes an available agent to %s', async (what, state) => {
    const tab = await follow();
    expect(await act({ act: 'agent', id: 1099, what })).toEqual({ status: 200, problem: undefined });
    expect(await tab.next(({ agents }) => agents?.[0])).toMatchObject({ id: 1099, state });
  });

  test('place, answer and end calls', async () => {
    await act({ act: 'agent', id: 1099, what: 'place-call' });
    expect(simulator.world.agent(1099).calls[0]).toMatchObject({ direction: 'out' });
    await act({ act: 'agent', id: 1099, what: 'end-call' });
    expect((await act({ act: 'agent', id: 1099, what: 'end-call' })).problem).toBe(
      '1099 has no call to end.',
    );
    simulator.world.startCall(1099, { ringing: true });
    await act({ act: 'agent', id: 1099, what: 'answer' });
    expect(simulator.world.agent(1099).calls[0]?.answeredAt).toBe(clock.now());
    expect((await act({ act: 'agent', id: 1099, what: 'take-call' })).problem).toContain('in a call already');
  });

  test('add and remove waiting calls', async () => {
    const tab = await follow();
    await act({ act: 'caller', queue: 1, what: 'arrives' });
    expect(await tab.next(({ queues }) => queues?.[0])).toMatchObject({ waiting: 1 });
    await act({ act: 'caller', queue: 1, what: 'hangs-up' });
    expect(await tab.next(({ queues }) => queues?.[0])).toMatchObject({ waiting: 0 });
    expect((await act({ act: 'caller', queue: 1, what: 'hangs-up' })).problem).toBe(
      'No call waits in Sales.',
    );
  });

  test('pause time and make it run faster', async () => {
    const tab = await follow();
    await act({ act: 'speed', speed: 0 });
    expect(await tab.next((changes) => changes.clock)).toMatchObject({ speed: 0 });
    clock.advance(60_000);
    await act({ act: 'speed', speed: 60 });
    const told = await tab.next((changes) => changes.clock);
    expect(told).toEqual({ speed: 60, now: clock.now(), floor: clock.now() - 60_000 });
  });

  test.each([
    [{ act: 'agent', id: 1098, what: 'idle' }, 'There is no agent 1098 on this floor.'],
    [{ act: 'agent', id: 900, what: 'idle' }, 'There is no agent 900 on this floor.'],
    [{ act: 'caller', queue: 7, what: 'arrives' }, 'There is no queue 7 on this floor.'],
    [{ act: 'scenario', name: 'earthquake', on: true }, 'There is no scenario earthquake.'],
    [{ act: 'speed', speed: -1 }, 'The page sent an unknown act.'],
    [{ act: 'fly' }, 'The page sent an unknown act.'],
    ['x'.repeat(300_000), 'The page sent more than its server takes.'],
  ])('are rejected with a reason if they are impossible: %#', async (what, problem) => {
    expect(await act(what)).toEqual({ status: 400, problem });
  });

  test('are rejected with a reason if they are not JSON', async () => {
    const response = await fetch(`${page.url}act`, { method: 'POST', body: '{' });
    expect(await response.json()).toEqual({ problem: 'The page sent something that is not JSON.' });
  });
});

describe('scenarios', () => {
  test('have a name and a description, start, are shown, and end', async () => {
    const tab = await follow();
    const { scenarios } = Object(tab.state);
    expect(scenarios.length).toBeGreaterThan(50);
    for (const { name, description, type } of scenarios) {
      expect(description).toMatch(/^[A-Z].{10,}/);
      expect(await act({ act: 'scenario', name, on: true }), name).toMatchObject({ status: 200 });
      if (type === 'action') continue;
      expect(await tab.next(({ on }) => on)).toEqual([name]);
      expect(await act({ act: 'scenario', name, on: false }), name).toMatchObject({ status: 200 });
      expect(await tab.next(({ on }) => on)).toEqual([]);
    }
    expect(simulator.faults.list()).toEqual([]);
  });

  test('for certificates replace each other', async () => {
    const tab = await follow();
    await act({ act: 'scenario', name: 'tls-expired', on: true });
    expect(await tab.next(({ on }) => on)).toEqual(['tls-expired']);
    await act({ act: 'scenario', name: 'tls-wrong-ca', on: true });
    expect(await tab.next(({ on }) => on)).toEqual(['tls-wrong-ca']);
    await act({ act: 'scenario', name: 'tls-expired', on: false });
    expect(simulator.gateway.tls.presented).toBe('wrong-ca');
    await act({ act: 'scenario', name: 'tls-wrong-ca', on: false });
    expect(simulator.gateway.tls.presented).toBe('valid');
  });

  test('all end with "everything back to normal", with the lasting effects of actions', async () => {
    const tab = await follow();
    simulator.world.setState(900, 'busy'); // The state after a crash: no session, but the platform takes the agent for signed in.
    simulator.faults.add({ upstream: 'cms', kind: 'hang' });
    for (const name of ['gateway-503', 'cms-keys-changed', 'cms-unplugged', 'tls-expired']) {
      await act({ act: 'scenario', name, on: true });
    }
    expect(await tab.next(({ bot }) => bot)).toEqual({ agentId: 900, session: 'held' });
    expect(await act({ act: 'restore' })).toMatchObject({ status: 200 });
    expect(await tab.next(({ on }) => (on?.length === 0 ? on : undefined))).toEqual([]);
    expect(await tab.next(({ bot }) => bot)).toEqual({ agentId: 900, session: 'none' });
    expect(simulator.faults.list()).toEqual([]);
    expect(simulator.gateway.tls.presented).toBe('valid');
  });
});
