import { expect, test } from 'vitest';
import { createFacts } from '../../../src/queries/facts.ts';
import { QUERY_TIMING } from '../../../src/queries/facts-options.ts';
import type { CmsPort, GatewayPort } from '../../../src/queries/ports.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { createManualClock, NINE } from '../../support/clocks/manual-clock.ts';
import { noAnswer } from '../../support/floors/unknown-facts.ts';
import {
  agentId,
  floor,
  gives,
  person,
  scriptedCms,
  scriptedGateway,
  value,
} from '../../support/peers/scripted-ports.ts';

const A = agentId(1099);
const B = agentId(1100);
/** `100-006` from a session that works otherwise: about this agent, or about our session. */
const refused = gives<never>({ kind: 'refused', scope: 'agent' });

function open(gateway: Partial<GatewayPort>, cms?: Partial<CmsPort>) {
  const clock = createManualClock();
  const ports = { gateway: scriptedGateway(gateway), cms: cms && scriptedCms(cms) };
  const options = { ownAgentId: 2005, queueNames: new Map(), clock, timing: QUERY_TIMING };
  return { ...ports, clock, facts: createFacts({ ...ports, ...options }) };
}

const onFloor = gives(value(floor(person(1099, 'on-call'), person(1100, 'on-call'))));

test('a refusal for an agent on the floor is remembered for all agents, for ten minutes', async () => {
  const { facts, gateway, clock } = open(
    { snapshot: onFloor, callCount: refused },
    { callIds: gives(value([])) },
  );
  await facts.snapshot();
  await facts.callCount(A);
  await facts.callCount(B);
  expect(gateway.asked).toEqual(['snapshot', 'callCount 1099']);
  clock.advance(600_001);
  await facts.callCount(B);
  expect(gateway.asked.at(-1)).toBe('callCount 1100');
});

test('a refusal of the figures of a call is remembered too', async () => {
  const figures = { talkSeconds: 1, answered: 1, outbound: 0 };
  const { facts, gateway } = open(
    { snapshot: onFloor, statistics: refused },
    { statistics: gives(value(figures)) },
  );
  for (const id of [A, B]) {
    const state = facts.state(id);
    await state;
    expect(await facts.statistics(id, state)).toMatchObject({ source: SOURCES.agentIndicators });
  }
  expect(gateway.asked.filter((call) => call.startsWith('statistics'))).toEqual(['statistics 1099']);
});

test('a refusal for an agent who is not on the floor is remembered for no other', async () => {
  const { facts, gateway } = open(
    { snapshot: gives(value(floor(person(1100)))), callCount: refused },
    { callIds: gives(value([])) },
  );
  await facts.snapshot();
  await facts.callCount(A);
  await facts.callCount(B);
  expect(gateway.asked).toEqual(['snapshot', 'callCount 1099', 'callCount 1100']);
});

test('figures of a call have no answer if the state has none and no other source is connected', async () => {
  const { facts } = open({ statistics: gives(value({ talkSeconds: 1, answered: 1, outbound: 0 })) });
  const silence = noAnswer('upstream-timeout');
  expect(await facts.statistics(A, Promise.resolve(silence))).toEqual(silence);
});

test('figures of a call do not exist for a signed-out agent', async () => {
  const { facts } = open({});
  const out = { kind: 'signed-out', source: SOURCES.gatewayAgent, takenAt: NINE } as const;
  expect(await facts.statistics(A, Promise.resolve(out))).toEqual({
    kind: 'not-measured',
    unlessInCall: true,
  });
});
