import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type BackgroundOptions, createBackground } from '../../src/background.ts';
import type { Standing } from '../../src/cluster/leader.ts';
import { FloorwalkerError } from '../../src/errors.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const BINDING = { workspace: 'T1', centre: '1-170' };
const FOREIGN = new FloorwalkerError('storage-foreign', { detail: 'of another bot' });
const GONE = new FloorwalkerError('storage-unavailable', { detail: 'unreachable' });

/** Creates a background task whose parts record their calls. `failures` occur before the database opens. */
function create(script: {
  readonly failures?: readonly Error[];
  readonly standing?: Standing;
  readonly binding?: Promise<typeof BINDING>;
}) {
  const done: string[] = [];
  const failures = [...(script.failures ?? [])];
  const part = (name: string) => ({
    start: () => void done.push(`${name} starts`),
    stop: async () => void done.push(`${name} stops`),
  });
  const attempts: PromiseWithResolvers<void>[] = [];
  const logger = createRecordingLogger();
  const options: BackgroundOptions = {
    database: {
      open: async ({ workspace, centre } = BINDING) => {
        done.push(`open for ${workspace} ${centre}`);
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
      },
      hasFailed: (error) => error === GONE,
    },
    binding: script.binding ?? Promise.resolve(BINDING),
    deliveries: { ...part('deliveries'), start: async () => void done.push('deliveries starts') },
    leader: {
      ...part('leader'),
      start: async () => {
        done.push('leader starts');
        if (script.standing === 'leads' || script.standing === 'follows')
          background.setLeading(script.standing === 'leads');
      },
      standing: () => script.standing ?? 'unknown',
      isLeader: () => script.standing === 'leads',
    },
    centres: [
      {
        ownerCheck: part('owner check'),
        sampling: {
          setLeading: (leads) => void done.push(`sampling leads: ${leads}`),
          stop: part('sampling').stop,
        },
        session: { ...part('session'), release: async () => void done.push('session is released') },
        replication: part('replication'),
      },
    ],
    logger,
    sleep: (_ms, signal) => {
      const attempt = Promise.withResolvers<void>();
      attempts.push(attempt);
      signal?.addEventListener('abort', () => attempt.resolve(), { once: true });
      return attempt.promise;
    },
  };
  const background = createBackground(options);
  /** Moves the time past the pause after a failure. */
  async function tryAgain(): Promise<void> {
    attempts.shift()?.resolve();
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  }
  return { background, done, logger, tryAgain };
}

describe('The background task', () => {
  test('opens the database for this workspace and centre, then starts deliveries, leader and sampler', async () => {
    const { background, done } = create({ standing: 'leads' });
    await background.start();
    expect(done).toEqual([
      'open for T1 1-170',
      'deliveries starts',
      'owner check starts',
      'leader starts',
      'session starts',
      'sampling leads: true',
      'replication starts',
    ]);
  });

  test('leaves session and sampler to the leading process', async () => {
    const { background, done } = create({ standing: 'follows' });
    await background.start();
    expect(done).not.toContain('session starts');
    expect(done).toContain('session is released');
    expect(done).toContain('sampling leads: false');
  });

  test('opens a session if the database does not name the leader', async () => {
    const { background, done } = create({ standing: 'unknown' });
    await background.start();
    expect(done).toContain('session starts');
    expect(done.filter((each) => each.startsWith('sampling'))).toEqual([]);
  });

  test('continues without the database, and retries until it opens', async () => {
    const { background, done, tryAgain, logger } = create({ failures: [GONE, GONE], standing: 'leads' });
    await background.start();
    expect(done).toEqual(['open for T1 1-170', 'session starts']);
    await tryAgain();
    expect(done).not.toContain('deliveries starts');
    await tryAgain();
    expect(done.slice(-4)).toEqual([
      'leader starts',
      'session starts',
      'sampling leads: true',
      'replication starts',
    ]);
    // The database logs the failure itself.
    expect(logger.lines).toEqual([]);
  });

  test('logs once why a working database is not used', async () => {
    const { background, tryAgain, logger } = create({ failures: [FOREIGN, FOREIGN, FOREIGN] });
    await background.start();
    await tryAgain();
    await tryAgain();
    expect(logger.lines).toMatchObject([
      {
        level: 'error',
        fields: { code: 'storage-foreign', reason: expect.stringContaining('of another bot') },
      },
    ]);
  });

  test.for([
    ['Slack has not named the workspace', { binding: new Promise<typeof BINDING>(() => undefined) }, []],
    ['the database does not open', { failures: [GONE] }, ['open for T1 1-170', 'session starts']],
  ] as const)('stops at once while %s, and starts nothing after that', async ([, script, before]) => {
    const { background, done } = create(script);
    const started = background.start();
    await nextTurn();
    await background.stop();
    await started;
    background.setLeading(true);
    expect(done).toEqual([
      ...before,
      'replication stops',
      'deliveries stops',
      'owner check stops',
      'sampling stops',
    ]);
  });

  test('that was stopped before does not start', async () => {
    const { background, done } = create({});
    await background.stop();
    done.length = 0;
    await background.start();
    expect(done).toEqual([]);
  });
});
