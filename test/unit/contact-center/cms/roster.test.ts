import { describe, expect, test } from 'vitest';
import { readRoster } from '../../../../src/contact-center/cms/roster.ts';
import { createScriptedCms, requestsTo, success } from '../../../support/peers/scripted-cms.ts';

interface Site {
  readonly agents: number;
  /** Maximum number of rows in a reply, whatever the request asks for. */
  readonly cap?: number;
  /**
   * The number of agents that leave the beginning of the list before each further page; a negative number lets agents
   * join there.
   */
  readonly moved?: number;
  readonly rows?: (rows: readonly Row[], offset: number) => readonly unknown[];
}

interface Row {
  readonly agentId: number;
  readonly currentState: number;
  readonly currentStateTime: number;
}

async function rosterOf({ agents, cap = 1_000, moved = 0, rows = (all) => all }: Site) {
  let pages = 0;
  const client = createScriptedCms(({ parameters }) => {
    const offset = Number(parameters['offset']);
    const from = Math.max(0, offset + moved * pages);
    pages += 1;
    const size = Math.max(0, Math.min(cap, Number(parameters['limit']), agents - from));
    const page = Array.from({ length: size }, (_, index) => ({
      agentId: 1_000 + from + index,
      currentState: 1,
      currentStateTime: 5,
    }));
    return success(rows(page, offset), { count: agents });
  });
  const ask = { signal: AbortSignal.timeout(15_000), urgency: 'person' } as const;
  const { agents: found, missing, malformedRecords, count } = await readRoster(requestsTo(client), ask);
  return { found: found.size, missing, malformedRecords, count, pages: client.questions.length };
}

describe('the roster', () => {
  test.for([
    [{ agents: 0 }, 1],
    [{ agents: 1_205 }, 2],
    [{ agents: 1_205, cap: 500 }, 3],
    [{ agents: 1_205, cap: 100 }, 13],
    [{ agents: 1_000, cap: 999 }, 2],
  ] as const)('of %o is read whole', async ([site, pages]) => {
    const { agents } = site;
    expect(await rosterOf(site)).toEqual({
      found: agents,
      missing: 0,
      malformedRecords: 0,
      count: agents,
      pages,
    });
  });

  test('is read further if a later page is shorter than the first', async () => {
    const shorter = (rows: readonly Row[], offset: number) => (offset === 1_000 ? rows.slice(0, 300) : rows);
    expect(await rosterOf({ agents: 2_500, rows: shorter })).toMatchObject({ found: 2_500, missing: 0 });
  });

  test('is complete if rows repeat', async () => {
    const twice = (rows: readonly Row[]) => rows.flatMap((row) => [row, row]);
    expect(await rosterOf({ agents: 1_205, rows: twice })).toMatchObject({ found: 1_205, missing: 0 });
    expect(await rosterOf({ agents: 1_205, cap: 500, moved: -3 })).toMatchObject({
      found: 1_205,
      missing: 0,
    });
  });

  test.for([
    ['agents left while it was read', { agents: 1_205, cap: 500, moved: 3 }],
    ['every page is the first', { agents: 1_205, rows: (rows: readonly Row[]) => rows.slice(0, 500) }],
    ['no rows come', { agents: 1_205, rows: () => [] }],
  ] as const)('is known to be incomplete where %s', async ([why, site]) => {
    const same = why === 'every page is the first' ? { ...site, moved: -500, cap: 500 } : site;
    const { found, missing, count } = await rosterOf(same);
    expect(missing).toBeGreaterThan(0);
    expect(found + missing).toBe(count);
  });

  test('treats an impossible time in state as none', async () => {
    const client = createScriptedCms(() =>
      success([{ agentId: 1099, currentState: 5, currentStateTime: 4_294_967_295 }], { count: 1 }),
    );
    const { agents } = await readRoster(requestsTo(client), {
      signal: AbortSignal.timeout(15_000),
      urgency: 'person',
    });
    expect([...agents.values()]).toMatchObject([{ state: 'on-call', secondsInState: null }]);
  });
});
