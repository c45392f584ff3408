import { describe, expect, test } from 'vitest';
import { sumSystemState } from '../../../../src/contact-center/cms/system-state.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import {
  type CmsAnswer,
  type CmsQuestion,
  createScriptedCms,
  refusal,
  requestsTo,
  success,
} from '../../../support/peers/scripted-cms.ts';

/** A floor of this many agents. Every second one is signed in and available; each page counts its own agents. */
function floorOf(agents: number, page?: CmsAnswer): CmsAnswer {
  return (question, signal) => {
    if (question.path === 'vdn/totalagentabstractex3') return success([], { count: agents });
    return page === undefined ? pageOf(agents, question) : page(question, signal);
  };
}

function pageOf(agents: number, { parameters }: CmsQuestion) {
  const offset = Number(parameters['offset']);
  const size = Math.max(0, Math.min(agents - offset, Number(parameters['limit'])));
  const signedIn = Math.ceil(size / 2);
  return success({ totalLoginAgent: signedIn, talkingNum: 0, idleAgent: String(signedIn), busyAgent: 0 });
}

async function sum(answer: CmsAnswer, signal: AbortSignal = AbortSignal.timeout(15_000)) {
  const client = createScriptedCms(answer);
  const ask: Ask = { signal, urgency: 'person' };
  const pages = () => client.questions.filter(({ path }) => path === 'agentgroup/systemstate');
  return { totals: sumSystemState(requestsTo(client), ask), pages };
}

describe('the sum of all pages', () => {
  test.for([
    [0, []],
    [1, [0]],
    [100, [0]],
    [101, [0, 100]],
    [250, [0, 100, 200]],
    [2_000, Array.from({ length: 20 }, (_, page) => page * 100)],
  ] as const)('of %i agents is asked for at offsets %o', async ([agents, offsets]) => {
    const { totals, pages } = await sum(floorOf(agents));
    const signedIn = Math.ceil(agents / 2);
    expect(await totals).toEqual({ signedIn, onCall: 0, available: signedIn, notReady: 0 });
    const asked = pages().map(({ parameters }) => parameters['offset']);
    expect(asked.toSorted((left, right) => Number(left) - Number(right))).toEqual(offsets);
  });

  test('determines the form of the body on the first page, before the others are requested', async () => {
    const { totals, pages } = await sum(
      floorOf(250, (question) => (question.style === 'flat' ? pageOf(250, question) : refusal('0100002'))),
    );
    expect(await totals).toMatchObject({ signedIn: 125 });
    expect(pages().map(({ style }) => style)).toEqual(['wrapped', 'flat', 'flat', 'flat']);
  });

  test('requests at most four pages at a time', async () => {
    let running = 0;
    let max = 0;
    const { totals } = await sum(
      floorOf(2_000, async (question) => {
        running += 1;
        max = Math.max(max, running);
        await Promise.resolve();
        running -= 1;
        return pageOf(2_000, question);
      }),
    );
    expect(await totals).toMatchObject({ signedIn: 1_000 });
    expect(max).toBe(4);
  });

  test('is not returned if one page fails: the pages in flight are aborted, and no more are requested', async () => {
    const aborted: number[] = [];
    const { totals, pages } = await sum(
      floorOf(2_000, (question, signal) => {
        const offset = Number(question.parameters['offset']);
        if (offset === 0) return pageOf(2_000, question);
        if (offset === 200) return refusal('0100999');
        return new Promise(() => {
          signal.addEventListener('abort', () => aborted.push(offset), { once: true });
        });
      }),
    );
    await expect(totals).rejects.toMatchObject({ code: 'upstream-failed', detail: 'resultCode 0100999' });
    expect(aborted).toEqual([100, 300, 400]);
    expect(pages()).toHaveLength(5);
    await new Promise((resolve) => setImmediate(resolve));
    expect(pages()).toHaveLength(5);
  });

  test('ends with the budget', async () => {
    const budget = new AbortController();
    const { totals } = await sum(
      floorOf(2_000, (question) => {
        if (question.parameters['offset'] === 0) return pageOf(2_000, question);
        budget.abort(new DOMException('too late', 'TimeoutError'));
        return new Promise(() => undefined);
      }),
      budget.signal,
    );
    await expect(totals).rejects.toMatchObject({ code: 'upstream-timeout', cause: { name: 'TimeoutError' } });
  });

  test.for([
    ['no count', () => success([]), 'upstream-garbled'],
    ['a count of nonsense', () => success([], { count: 'many' }), 'upstream-garbled'],
    ['more agents than there are ids', () => floorOf(Number.MAX_SAFE_INTEGER), 'upstream-garbled'],
    ['a page that is a text', () => floorOf(1, () => success('none')), 'upstream-garbled'],
    [
      'a page without a figure',
      () => floorOf(1, () => success({ totalLoginAgent: 1, talkingNum: 0, idleAgent: 0 })),
      'upstream-garbled',
    ],
    [
      'a negative figure',
      () => floorOf(1, () => success({ totalLoginAgent: -1, talkingNum: 0, idleAgent: 0, busyAgent: 0 })),
      'upstream-garbled',
    ],
    ['a refused page', () => floorOf(1, () => refusal('0101003')), 'upstream-rejected'],
    [
      'a parameter that is not legal in either form',
      () => floorOf(1, () => refusal('0100002')),
      'upstream-rejected',
    ],
    ['a refused count', () => refusal('0101003'), 'upstream-rejected'],
  ] as const)('is not made up from %s', async ([, answer, code]) => {
    const made = answer();
    const { totals } = await sum(typeof made === 'function' ? made : () => made);
    await expect(totals).rejects.toMatchObject({ code });
  });
});
