import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createManualClock } from '../../clock.ts';
import { startSimulator } from '../../simulator.ts';
import { type ContactCenter, open } from '../support/contact-center-client.ts';

const HOUR = 3_600_000;

const SignInDates = z.object({
  result: z.array(z.object({ agent: z.array(z.object({ logindate: z.number() })) })),
});

function picture({ simulator }: ContactCenter): unknown {
  return {
    agents: simulator.world.agents().map(({ id, name, state, stateSince, calls, today }) => ({
      id,
      name,
      state,
      stateSince,
      calls,
      today,
    })),
    queues: simulator.world.queues(),
  };
}

describe('the floor', () => {
  test('is equal for equal seeds and times, whatever the steps of the clock, and differs for another seed', async () => {
    const [one, same, other] = [
      await open({ agents: 40, life: true, seed: 7 }),
      await open({ agents: 40, life: true, seed: 7 }),
      await open({ agents: 40, life: true, seed: 8 }),
    ];
    expect(picture(one)).toEqual(picture(same));
    one.clock.advance(2 * HOUR);
    for (let step = 0; step < 120; step += 1) same.clock.advance(HOUR / 60);
    other.clock.advance(2 * HOUR);
    expect(picture(one)).toEqual(picture(same));
    expect(picture(one)).not.toEqual(picture(other));
  });

  test('is active: in eight hours agents talk, wrap up, take breaks, sign in and out, and calls wait and are answered', async () => {
    const { simulator, clock } = await open({ agents: 40, life: true });
    const seen = new Set<number>();
    const wrong: unknown[] = [];
    let mostWaiting = 0;
    for (let minute = 0; minute < 480; minute += 1) {
      clock.advance(60_000);
      for (const agent of simulator.world.agents()) {
        seen.add(agent.state);
        const busyWithCalls = [3, 4, 5].includes(agent.state);
        const isRight =
          agent.calls.length > 0 === busyWithCalls &&
          (agent.signedInAt === undefined) === (agent.state === 0);
        if (!isRight) wrong.push(agent);
      }
      mostWaiting = Math.max(mostWaiting, ...simulator.world.queues().map(({ waiting }) => waiting.length));
    }
    expect(wrong).toEqual([]);
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9]);
    expect(mostWaiting).toBeGreaterThan(0);
    const { today } = simulator.world.agent(1099);
    expect(today.answered).toBeGreaterThan(10);
    expect(today.talkInSeconds).toBeGreaterThan(4328);
    expect(simulator.world.agent(900).state, 'the bot’s agent is left alone').toBe(0);
  });

  test('has by default forty agents with names in several scripts, among them 1099 in queues 1 and 2', async () => {
    const simulator = await startSimulator({ life: false, clock: createManualClock() });
    const people = simulator.world.agents().filter(({ id }) => id !== simulator.bot.agentId);
    expect(people).toHaveLength(40);
    expect(
      simulator.world
        .queues()
        .map(({ name }) => name)
        .slice(0, 3),
    ).toEqual(['Sales', 'Support', 'Billing']);
    expect(simulator.world.agent('1099')).toMatchObject({ queues: [1, 2], state: 1 });
    expect(people.filter(({ name }) => name === '')).toHaveLength(1);
    expect(people.filter(({ name }) => /[^\x20-\x7e]/.test(name)).length).toBeGreaterThan(2);
    expect(people.some(({ queues }) => queues.length > 1)).toBe(true);
    await simulator.stop();
  });

  test('applies changes and keeps the other data consistent', async () => {
    const { simulator, clock } = await open();
    const { world } = simulator;
    world.setState(1099, 'talking');
    expect(world.agent(1099)).toMatchObject({
      state: 5,
      calls: [{ direction: 'in' }],
      today: { answered: 6 },
    });
    clock.advance(60_500);
    world.setState(1099, 'busy', 203);
    expect(world.agent(1099)).toMatchObject({
      state: 7,
      stateReason: 203,
      calls: [],
      today: { talkInSeconds: 4388 },
    });
    world.setState(1099, 'ringing');
    expect(world.agent(1099).today).toMatchObject({ offered: 7, answered: 6 });
    world.signOut(1099);
    expect(world.agent(1099)).toMatchObject({ state: 0, calls: [], signedInAt: undefined });
    world.signIn(1099, { state: 'study' });
    expect(world.agent(1099)).toMatchObject({ state: 9, signedInAt: clock.now() });
    world.startCall(1099);
    world.startCall(1099, { direction: 'out' });
    world.endCall(1099);
    expect(world.agent(1099)).toMatchObject({ state: 5, calls: [{ direction: 'in' }] });
    world.endCall(1099, { next: 'idle' });
    expect(world.agent(1099).state).toBe(1);
  });

  test('rejects invalid changes with a reason', async () => {
    const { world } = (await open()).simulator;
    expect(() => world.agent(4711)).toThrow('there is no agent 4711');
    expect(() => world.addAgent({ id: 1099 })).toThrow('there is an agent 1099 already');
    expect(() => world.addAgent({ id: 100 })).toThrow('an agent id is 101 to 999999, not 100');
    expect(() => world.setState(1099, JSON.parse('"asleep"'))).toThrow('no such agent state: asleep');
    expect(() => world.endCall(1099)).toThrow('agent 1099 has no call to end');
    expect(() => world.addWaitingCall(9)).toThrow('there is no queue 9');
  });

  test('runs faster, slower or not at all, and never reports a time in the future', async () => {
    const { simulator, clock, guid, gateway } = await open({ agents: 40, life: true, speed: 60 });
    const current = await guid();
    clock.advance(60_000);
    const reply = await gateway('agentgroup/900/allonlineagents', { guid: current });
    const { result } = SignInDates.parse(reply.json());
    const signIns = result.flatMap(({ agent }) => agent.map(({ logindate }) => logindate));
    expect(Math.max(...signIns)).toBeLessThanOrEqual(clock.now());
    expect(simulator.world.time.now() - clock.now()).toBe(59 * 60_000);
    simulator.speed = 0;
    const before = JSON.stringify(simulator.world.agents().slice(1));
    clock.advance(60_000);
    expect(JSON.stringify(simulator.world.agents().slice(1)) === before, 'nobody moves').toBe(true);
  });

  test('of ten thousand agents in fifty queues fits one reply', async () => {
    const { guid, gateway } = await open({ agents: 10_000, queues: 50 });
    const reply = await gateway('agentgroup/900/allonlineagents', { guid: await guid() });
    expect(reply.json()['result']).toHaveLength(50);
    expect(reply.bytes.length).toBeGreaterThan(2.5e6);
  });
});

describe('a simulator whose port is in use', () => {
  test('rejects, and leaves no port open', async () => {
    const { simulator } = await open();
    const port = Number(new URL(simulator.cmsUrl).port);
    await expect(startSimulator({ cmsPort: port, gatewayPort: 0 })).rejects.toThrow('EADDRINUSE');
    await simulator.stop();
    const next = await startSimulator({ cmsPort: port, life: false });
    expect(new URL(next.cmsUrl).port).toBe(String(port));
    await next.stop();
  });
});

describe('npm run simulator', () => {
  const MAIN = ['sandbox/contact-center/main.ts'];

  test('prints addresses and a complete environment, and ends on a signal', async () => {
    const caFile = join(tmpdir(), `simulator-ca-${process.pid}.pem`);
    const child = execFile(process.execPath, [
      ...MAIN,
      '--gateway-port',
      '0',
      '--cms-port',
      '0',
      '--ca-file',
      caFile,
    ]);
    let printed = '';
    child.stdout?.on('data', (text: string) => {
      printed += text;
      if (printed.includes('curl -i')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    await rm(caFile);
    expect(code).toBe(0);
    expect(printed).toMatch(/^GATEWAY_URL=https:\/\/127\.0\.0\.1:\d+$/m);
    expect(printed).toMatch(/^CMS_SECRET_KEY=demo-secret-key$/m);
    expect(printed).toContain(`CMS_CA_FILE=${caFile}`);
  });

  test('explains an invalid flag', async () => {
    const { code, said } = await new Promise<{ code: unknown; said: string }>((resolve) => {
      execFile(process.execPath, [...MAIN, '--seed', 'x'], (error, _out, said) =>
        resolve({ code: error?.code, said }),
      );
    });
    expect(code).toBe(2);
    expect(said).toMatch(/^--seed is a whole number from 0 to 4294967295, not x\n/);
  });
});
