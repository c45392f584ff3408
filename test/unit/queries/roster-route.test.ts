import { expect, test } from 'vitest';
import type { Roster } from '../../../src/domain/floor/snapshot.ts';
import { createFacts } from '../../../src/queries/facts.ts';
import { QUERY_TIMING } from '../../../src/queries/facts-options.ts';
import type { CmsPort } from '../../../src/queries/ports.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { createManualClock, NINE } from '../../support/clocks/manual-clock.ts';
import { noAnswer } from '../../support/floors/unknown-facts.ts';
import { agentId, fails, gives, person, scriptedCms, value } from '../../support/peers/scripted-ports.ts';

const A = agentId(1099);

/** A bot with the CMS only, whose `agent/agentbyworkno` fails for this agent. */
function openCms(roster: Partial<Roster>, agent: CmsPort['agent'] = fails('upstream-failed')) {
  const cms = scriptedCms({
    agent,
    roster: gives(value({ agents: new Map(), count: 0, malformedRecords: 0, missing: 0, ...roster })),
  });
  const clock = createManualClock();
  const options = { gateway: undefined, ownAgentId: undefined, queueNames: new Map(), timing: QUERY_TIMING };
  return { cms, facts: createFacts({ ...options, cms, clock }) };
}

const listed = (state: 'available' | 'signed-out') => new Map([[A, person(1099, state, null)]]);

test('an agent who is not in the roster is unknown', async () => {
  const { facts } = openCms({ agents: new Map([[agentId(1001), person(1001)]]) });
  expect(await facts.state(A)).toEqual({
    kind: 'unknown-agent',
    said: [{ source: SOURCES.agentAbstracts, takenAt: NINE }],
    silent: [],
  });
});

test('an agent who is signed out in the roster is signed out', async () => {
  const { facts } = openCms({ agents: listed('signed-out') });
  expect(await facts.state(A)).toEqual({ kind: 'signed-out', source: SOURCES.agentAbstracts, takenAt: NINE });
});

test('an agent with a state in the roster has that state, with that source', async () => {
  const { facts } = openCms({ agents: listed('available') });
  const expected = { kind: 'known', source: SOURCES.agentAbstracts, takenAt: NINE, stale: false };
  expect(await facts.state(A)).toMatchObject({ ...expected, value: { state: 'available' } });
});

test('no agent is called unknown while a row of the roster is malformed', async () => {
  const { facts } = openCms({ malformedRecords: 1 });
  expect(await facts.state(A)).toEqual(noAnswer('upstream-failed'));
});

test('no agent is called unknown while rows of the roster are missing', async () => {
  const { facts } = openCms({ count: 1_205, missing: 500 });
  expect(await facts.state(A)).toEqual(noAnswer('upstream-failed'));
});

test('the roster is not requested if the agent’s own interface answers', async () => {
  const { facts, cms } = openCms({}, gives(value(person(1099))));
  expect(await facts.state(A)).toMatchObject({ kind: 'known', source: SOURCES.cmsAgent });
  expect(cms.asked).toEqual(['agent 1099']);
});

test('the roster decides if the agent’s own interface does not know the agent', async () => {
  const { facts } = openCms(
    { agents: listed('signed-out') },
    gives({ kind: 'unknown-agent', takenAt: NINE }),
  );
  expect(await facts.state(A)).toEqual({ kind: 'signed-out', source: SOURCES.agentAbstracts, takenAt: NINE });
});
