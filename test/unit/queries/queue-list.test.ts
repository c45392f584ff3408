import { expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/floor/reading.ts';
import type { QueueId } from '../../../src/domain/floor/snapshot.ts';
import { createFacts } from '../../../src/queries/facts.ts';
import { QUERY_TIMING } from '../../../src/queries/facts-options.ts';
import type { GatewayPort } from '../../../src/queries/ports.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { createManualClock } from '../../support/clocks/manual-clock.ts';
import { failure } from '../../support/floors/unknown-facts.ts';
import { fails, floor, gives, person, scriptedGateway, value } from '../../support/peers/scripted-ports.ts';

const CONFIGURED = new Map([[2, 'Billing']]);

function open(script: Partial<GatewayPort>) {
  const gateway = scriptedGateway(script);
  const clock = createManualClock();
  const options = { cms: undefined, ownAgentId: undefined, queueNames: CONFIGURED, timing: QUERY_TIMING };
  return { gateway, facts: createFacts({ ...options, gateway, clock }) };
}

const names = (...pairs: [QueueId, string][]): (() => Promise<Reading<ReadonlyMap<QueueId, string>>>) =>
  gives(value(new Map(pairs)));

test('the queues to choose from are those with a name, by the configuration’s name first', async () => {
  const { facts, gateway } = open({ queueNames: names([1, 'Sales'], [2, 'Skill 2']) });
  expect(await facts.queues()).toMatchObject({
    source: SOURCES.agentVdnSkill,
    value: [
      { id: 1, name: 'Sales' },
      { id: 2, name: 'Billing' },
    ],
  });
  expect(gateway.asked).toEqual(['queueNames']);
});

test('are requested once, however many letters are typed', async () => {
  const { facts, gateway } = open({ queueNames: names([1, 'Sales']) });
  for (let letters = 0; letters < 5; letters += 1) await facts.queues();
  expect(gateway.asked).toEqual(['queueNames']);
});

test('are those with signed-in agents if names are unknown', async () => {
  const { facts } = open({
    queueNames: fails('upstream-failed'),
    snapshot: gives(value(floor(person(101, 'available', [7])))),
  });
  expect(await facts.queues()).toMatchObject({
    source: SOURCES.allOnlineAgents,
    value: [
      { id: 2, name: 'Billing' },
      { id: 7, name: null },
    ],
  });
});

test('are unknown, with the reason, if no upstream answers', async () => {
  const { facts } = open({ queueNames: fails('upstream-failed'), snapshot: fails('upstream-reset') });
  expect(await facts.queues()).toEqual({
    kind: 'no-answer',
    failures: [failure('CC-Gateway', 'upstream-reset')],
  });
});
