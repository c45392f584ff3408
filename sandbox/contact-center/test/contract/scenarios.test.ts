import { describe, expect, test } from 'vitest';
import { type ContactCenter, open, type PlainReply } from '../support/contact-center-client.ts';

const systemstate = ({ cms }: ContactCenter): Promise<PlainReply> =>
  cms('openapi/agentgroup/systemstate', { ccId: 1, vdn: 170, offset: 0, limit: 100 });

describe('scenarios', () => {
  test('have unique names, and leave both upstreams unchanged when switched off', async () => {
    const contactCenter = await open();
    const { scenarios, gateway } = contactCenter.simulator;
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const scenario of scenarios) {
      const seen = [scenario.on];
      await scenario.start();
      seen.push(scenario.on);
      await scenario.stop();
      seen.push(scenario.on);
      expect([scenario.name, ...seen]).toEqual([scenario.name, false, scenario.type === 'switch', false]);
    }
    gateway.dropSessions();
    expect((await contactCenter.signIn()).json()).toMatchObject({ retcode: '0' });
    expect((await systemstate(contactCenter)).json()).toMatchObject({ resultCode: '0100000' });
  });

  test('have the described effect: password changed, platform down', async () => {
    const contactCenter = await open();
    const scenario = (name: string) => contactCenter.simulator.scenarios.find((one) => one.name === name);
    await scenario('gateway-password-changed')?.start();
    expect((await contactCenter.signIn()).json()).toMatchObject({ retcode: '100-004' });
    await scenario('gateway-password-changed')?.stop();
    const guid = await contactCenter.guid();
    const ask = async () =>
      (await contactCenter.gateway('calldata/900/callnums', { guid })).json()['retcode'];
    await scenario('gateway-platform-down')?.start();
    expect(await ask()).toBe('100-007');
    await scenario('gateway-platform-down')?.stop();
    expect(await ask()).toBe('0');
  });
});
