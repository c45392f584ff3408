import { describe, expect, test } from 'vitest';
import type { SessionCredentials } from '../../../../src/contact-center/gateway/live-session.ts';
import { createSessionReplication } from '../../../../src/contact-center/gateway/session-replication.ts';
import { useVirtualTime } from '../../../support/clocks/virtual-time.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

const session = (guid: string): SessionCredentials => ({ guid, cookies: { node: '2' } });

/** Creates a store that works as a database, and one process with it. */
function createSetting(own: SessionCredentials | null) {
  const time = useVirtualTime();
  const state = { own, store: null as SessionCredentials | null, writes: 0, fails: false, isSure: true };
  const followed: string[] = [];
  const sharing = createSessionReplication({
    session: { credentials: () => state.own, adopt: ({ guid }) => void followed.push(guid) },
    store: {
      read: () => (state.fails ? Promise.reject(new Error('gone')) : Promise.resolve(state.store)),
      async write(shared) {
        if (state.fails) throw new Error('gone');
        state.writes += 1;
        state.store = shared;
      },
    },
    mayWrite: () => state.isSure,
    clock: time.clock,
    logger: createRecordingLogger(),
  });
  return { time, state, followed, sharing, [Symbol.dispose]: () => time[Symbol.dispose]() };
}

describe('processes that share a session', () => {
  test('the holder writes each new GUID, and at intervals confirms the old one', async () => {
    using setting = createSetting(session('a.AgentGateway0'));
    const { time, state, sharing } = setting;
    sharing.start();
    await time.pass(5_000);
    expect(state).toMatchObject({ writes: 1, store: session('a.AgentGateway0') });
    state.own = session('b.AgentGateway0');
    await time.pass(1_000);
    expect(state).toMatchObject({ writes: 2, store: session('b.AgentGateway0') });
    await time.pass(60_000);
    expect(state.writes).toBeGreaterThan(2);
    await sharing.stop();
  });

  test('the holder writes nothing while another may have taken the session over', async () => {
    using setting = createSetting(session('a.AgentGateway0'));
    const { time, state, sharing } = setting;
    state.isSure = false;
    sharing.start();
    await time.pass(5_000);
    expect(state.writes).toBe(0);
    state.isSure = true;
    await time.pass(1_000);
    expect(state).toMatchObject({ writes: 1, store: session('a.AgentGateway0') });
    await sharing.stop();
  });

  test('the others follow it, and resume after a failure of the database', async () => {
    using setting = createSetting(null);
    const { time, state, followed, sharing } = setting;
    sharing.start();
    await time.pass(1_000);
    expect(followed).toEqual([]);
    state.store = session('a.AgentGateway0');
    await time.pass(1_000);
    expect(followed).toEqual(['a.AgentGateway0']);
    state.fails = true;
    await time.pass(5_000);
    state.fails = false;
    state.store = session('b.AgentGateway0');
    await time.pass(1_000);
    expect(followed.at(-1)).toBe('b.AgentGateway0');
    await sharing.stop();
  });
});
