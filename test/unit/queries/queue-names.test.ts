import { expect, test } from 'vitest';
import type { QueueId } from '../../../src/domain/floor/snapshot.ts';
import { createFacts } from '../../../src/queries/facts.ts';
import { QUERY_TIMING } from '../../../src/queries/facts-options.ts';
import type { CmsPort, GatewayPort } from '../../../src/queries/ports.ts';
import { createManualClock } from '../../support/clocks/manual-clock.ts';
import { fails, gives, scriptedCms, scriptedGateway, value } from '../../support/peers/scripted-ports.ts';

const NAMES = new Map<QueueId, string>([[1, 'Sales']]);
const OURS = new Map<QueueId, string>([[2, 'Verkauf']]);

function open(gateway: Partial<GatewayPort> | undefined, cms: Partial<CmsPort> | undefined) {
  const clock = createManualClock();
  const ports = { gateway: gateway && scriptedGateway(gateway), cms: cms && scriptedCms(cms) };
  const options = { ownAgentId: 2005, queueNames: OURS, clock, timing: QUERY_TIMING };
  return { ...ports, clock, facts: createFacts({ ...ports, ...options }) };
}

const ALL = new Map([...NAMES, ...OURS]);

test('are the configured ones at first, and all once they were read in the background', async () => {
  const { facts, cms } = open(undefined, { queueNames: gives(value(NAMES)) });
  expect(facts.namesAtHand()).toEqual(OURS);
  await expect.poll(() => facts.namesAtHand()).toEqual(ALL);
  expect(cms?.asked).toEqual(['queueNames']);
});

test('come from the gateway if the CMS has none', async () => {
  const { facts } = open({ queueNames: gives(value(NAMES)) }, {});
  facts.namesAtHand();
  await expect.poll(() => facts.namesAtHand()).toEqual(ALL);
});

test('are requested once a minute while they are unknown', async () => {
  const { facts, cms, clock } = open(undefined, { queueNames: fails('upstream-failed') });
  for (let second = 0; second < 60; second += 1) {
    expect(facts.namesAtHand()).toEqual(OURS);
    clock.advance(1_000);
  }
  expect(cms?.asked).toHaveLength(1);
  facts.namesAtHand();
  expect(cms?.asked).toHaveLength(2);
});

test('are kept for a day, and read again every ten minutes', async () => {
  const { facts, cms, clock } = open(undefined, { queueNames: gives(value(NAMES)) });
  await facts.names();
  clock.advance(599_000);
  expect(facts.namesAtHand()).toEqual(ALL);
  expect(cms?.asked).toHaveLength(1);
  clock.advance(23 * 3_600_000);
  expect(facts.namesAtHand()).toEqual(ALL);
  expect(cms?.asked).toHaveLength(2);
});
