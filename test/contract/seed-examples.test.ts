import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createManualClock as simulatorClock } from '../../sandbox/contact-center/clock.ts';
import { open } from '../../sandbox/contact-center/test/support/contact-center-client.ts';
import { createCmsClient } from '../../src/contact-center/cms/cms-client.ts';
import { createGatewayClient } from '../../src/contact-center/gateway/gateway-client.ts';
import { createDispatcher } from '../../src/contact-center/http/dispatcher.ts';
import { createUpstreamClient } from '../../src/contact-center/http/upstream-client.ts';
import type { Upstream } from '../../src/domain/floor/fact.ts';
import type { Ask } from '../../src/domain/floor/reading.ts';
import { createManualClock, NINE } from '../support/clocks/manual-clock.ts';
import { agentId } from '../support/floors/agent-cards.ts';
import { type Answer, json, startLocalUpstream } from '../support/peers/local-upstream.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

/**
 * The examples of the vendor's five pages, byte for byte: `callnums` (0426), `statisticsEx` (0428), `queryagentcalls`
 * (0628), `systemstate` (0635) and `allonlineagents` (0416). All of them are valid JSON.
 */
function example(name: string): string {
  return readFileSync(new URL(`../fixtures/seeds/${name}.json`, import.meta.url), 'utf8');
}

const ask = (): Ask => ({ signal: AbortSignal.timeout(15_000), urgency: 'person' });
const value = (expected: unknown, takenAt = NINE) => ({ kind: 'value', value: expected, takenAt });
/** The instant of the example of `allonlineagents`, from the times of its agents: 23 March 2021. */
const TAKEN_AT = 1_616_510_669_000;

describe('the clients read the example of', () => {
  test('callnums', async () => {
    const gateway = await openGateway(example('callnums.reply'));
    expect(await gateway.callCount(agentId(1099), ask())).toEqual(value(1));
  });

  test('statisticsEx', async () => {
    const gateway = await openGateway(example('statistics-ex.reply'));
    expect(await gateway.statistics(agentId(1099), ask())).toEqual(
      value({ talkSeconds: 4328, answered: 5, outbound: 0 }),
    );
  });

  test('allonlineagents', async () => {
    const gateway = await openGateway(example('allonlineagents.reply'), TAKEN_AT);
    const person = { state: 'available', reason: null };
    const liu = { ...person, id: 2005, name: 'liukai011', secondsInState: 527, signedInAt: 1616510142000 };
    const other = { ...person, id: 2007, name: null, secondsInState: 28, signedInAt: 1616510634000 };
    expect(await gateway.snapshot(ask())).toEqual(
      value(
        {
          agents: new Map([
            [2005, { ...liu, queues: [1] }],
            [2007, { ...other, queues: [1, 2] }],
          ]),
          queues: new Map([
            [1, [2005, 2007]],
            [2, [2007]],
          ]),
          malformedRecords: 0,
        },
        TAKEN_AT,
      ),
    );
  });

  test('queryagentcalls, and send the request of its page', async () => {
    const { client, bodies } = await openCms(example('queryagentcalls.reply'));
    expect(await client.callIds(agentId(1099), ask())).toEqual(value(['1605492949-1447']));
    expect(bodies()).toEqual([JSON.parse(example('queryagentcalls.request'))]);
  });

  test('systemstate, and send the request of its page', async () => {
    const { client, bodies } = await openCms(example('systemstate.reply'), 1);
    const none = { signedIn: 0, onCall: 0, available: 0, notReady: 0 };
    expect(await client.floorTotals(ask(), 1)).toEqual(value(none));
    expect(bodies()[0]).toEqual(JSON.parse(example('systemstate.request')));
  });
});

describe('the simulator replies as the example of', () => {
  test('callnums', async () => {
    const { gateway, guid, simulator } = await open();
    const current = await guid();
    simulator.world.startCall(900);
    const reply = await gateway('calldata/900/callnums', { guid: current });
    expect(reply.json()).toEqual(JSON.parse(example('callnums.reply')));
  });

  test('statisticsEx', async () => {
    const { gateway, guid, simulator } = await open();
    const current = await guid();
    Object.assign(simulator.world.agent(900).today, { answered: 4, talkInSeconds: 4328 });
    simulator.world.startCall(900, { direction: 'in' });
    const reply = await gateway('calldata/900/statisticsEx', { guid: current });
    expect(reply.json()).toEqual(JSON.parse(example('statistics-ex.reply')));
  });

  test('allonlineagents, except for the message', async () => {
    const clock = simulatorClock(TAKEN_AT);
    const { gateway, guid, simulator } = await open({ agents: 0, queues: 0, vdn: 214, clock });
    simulator.world.addQueue({ id: 1, name: 'Sales' });
    simulator.world.addQueue({ id: 2, name: 'Support', mediaType: 53 });
    const people = [
      { id: 2005, name: 'liukai011', phone: '88880026', mediaType: 'TFF', queues: [1] },
      { id: 2007, name: '', phone: '88880027', mediaType: 'TTF', queues: [1, 2] },
    ];
    const since = [
      { stateForSeconds: 527, signedInForSeconds: 527 },
      { stateForSeconds: 28, signedInForSeconds: 35 },
    ];
    for (const [index, person] of people.entries()) simulator.world.addAgent({ ...person, ...since[index] });
    const reply = await gateway('agentgroup/900/allonlineagents', { guid: await guid() });
    expect(reply.json()).toEqual({ ...JSON.parse(example('allonlineagents.reply')), message: '' });
  });

  test('queryagentcalls, asked with its request', async () => {
    const { cms, simulator } = await open();
    simulator.world.startCall(1099, { id: '1605492949-1447' });
    const reply = await cms('openapi/agent/queryagentcalls', example('queryagentcalls.request'));
    expect(reply.json()).toEqual(JSON.parse(example('queryagentcalls.reply')));
  });

  test('systemstate, asked with its request', async () => {
    const { cms } = await open({ agents: 0, queues: 0, vdn: 1 });
    const reply = await cms('openapi/agentgroup/systemstate', example('systemstate.request'));
    expect(reply.json()).toEqual(JSON.parse(example('systemstate.reply')));
  });
});

async function openGateway(reply: string, now = NINE) {
  const answer: Answer = (request, response) => {
    if (request.method === 'PUT') {
      const headers = { 'set-guid': 'JSESSIONID=00000000-0000-0000-0000-000000000001.AgentGateway1' };
      return json({ message: '', retcode: '0', result: {} }, 200, headers)(request, response);
    }
    // The poll waits for an event, which never comes.
    if (request.path.includes('/agentevent/')) return;
    const isQuery = /\/(?:calldata|agentgroup)\//.test(request.path);
    send(response, isQuery ? reply : '{"message":"","retcode":"0","result":{}}');
  };
  const gateway = createGatewayClient({
    client: await openUpstream('CC-Gateway', answer),
    agent: { agentId: agentId(900), password: 'x', phone: '1', signIn: 'loginex' },
    clock: createManualClock(now),
    logger: createRecordingLogger(),
  });
  gateway.session.start();
  onTestFinished(() => gateway.session.stop());
  return gateway;
}

async function openCms(reply: string, vdn = 170) {
  const bodies: unknown[] = [];
  const client = createCmsClient({
    client: await openUpstream('CC-CMS', ({ body }, response) => {
      bodies.push(JSON.parse(body));
      send(response, reply);
    }),
    clock: createManualClock(),
    host: 'cms',
    keys: { accessKey: 'AK', secretKey: 'SK', timestamp: 'seconds' },
    ccId: 1,
    vdn,
  });
  return { client, bodies: () => bodies };
}

function send(response: Parameters<Answer>[1], body: string): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(body);
}

async function openUpstream(name: Upstream, answer: Answer) {
  const upstream = await startLocalUpstream(answer);
  const client = createUpstreamClient({
    name,
    dispatcher: createDispatcher(upstream.origin, undefined),
    clock: createManualClock(),
    logger: createRecordingLogger(),
  });
  onTestFinished(async () => {
    await client.close();
    await upstream[Symbol.asyncDispose]();
  });
  return client;
}
