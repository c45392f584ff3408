import { describe, it } from 'vitest';
import type { FaultEffect } from '../../sandbox/contact-center/faults/fault-kinds.ts';
import { BROKEN_TEXTS, WAF_PAGES } from '../../sandbox/contact-center/faults/field-faults.ts';
import type { UpstreamName } from '../../sandbox/contact-center/request-log.ts';
import { answeredInTime, askInTime } from '../support/bots/ask-in-time.ts';
import { startRunningBot, UPSTREAM_MODES } from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const UPSTREAMS: readonly UpstreamName[] = ['gateway', 'cms'];
const KAI = { id: 1234, name: '刘凯', queues: [1], answered: 5, talkSeconds: 60 };
const ENVIRONMENTS = {
  gateway: { CMS_URL: undefined, CMS_ACCESS_KEY: undefined, CMS_SECRET_KEY: undefined },
  cms: { GATEWAY_URL: undefined, GATEWAY_AGENT_ID: undefined, GATEWAY_PASSWORD: undefined },
};

/** Replies that are readable despite the fault, with the resulting name of agent 1234. */
const READABLE: readonly (readonly [string, FaultEffect, RegExp])[] = [
  ['GBK', { kind: 'charset', charset: 'gbk' }, /刘凯/],
  ['GB18030', { kind: 'charset', charset: 'gb18030' }, /刘凯/],
  ['UTF-16', { kind: 'charset', charset: 'utf-16le' }, /刘凯/],
  ['names that are cut in a character', { kind: 'broken-text', variant: 'cut-names' }, /刘凯\ufffd/],
  ['half an escaped character', { kind: 'broken-text', variant: 'lone-surrogates' }, /刘凯\ufffd/],
  ['control characters', { kind: 'broken-text', variant: 'control-characters' }, /刘凯/],
  ['a byte-order mark', { kind: 'broken-text', variant: 'byte-order-mark' }, /刘凯/],
  ['zeros after the text', { kind: 'broken-text', variant: 'trailing-zeros' }, /刘凯/],
];

const rows = UPSTREAM_MODES.flatMap((mode) =>
  UPSTREAMS.flatMap((upstream, turn) => {
    // In a shortened run each upstream sends every second text.
    const texts = wholeOr(
      READABLE,
      READABLE.filter((_, index) => index % 2 === turn),
    );
    return texts.map((row) => [upstream, mode, ...row] as const);
  }),
);

describe.concurrent('an upstream alone, with unusual text', () => {
  it.for(rows)('%s, in %s mode: %s', async ([upstream, mode, , effect, name], { expect }) => {
    await using bot = await startRunningBot({ mode, env: ENVIRONMENTS[upstream] });
    bot.simulator.world.addAgent(KAI);
    bot.simulator.faults.add({ ...effect, upstream });
    await answeredInTime(bot, '1234', name, /Available/);
    expect(bot.log.join('')).not.toContain('upstream-garbled');
  });
});

const PAGES: readonly FaultEffect[] = [
  ...(['block', 'challenge', 'script', 'busy', 'json', 'forbidden'] as const).map(
    (page): FaultEffect => ({ kind: 'waf', page }),
  ),
  { kind: 'broken-text', variant: 'trailing-junk' },
];

/** A shortened run keeps a page in HTML, one in JSON, and what follows a good answer. */
const SHOWN_PAGES = wholeOr(
  PAGES,
  PAGES.filter((effect) => effect.kind !== 'waf' || effect.page === 'challenge' || effect.page === 'json'),
);

describe.concurrent.for(
  UPSTREAM_MODES.flatMap((mode) => SHOWN_PAGES.map((effect) => [effect, mode] as const)),
)('a firewall or a proxy that answers with %o, in %s mode', ([effect, mode]) => {
  it.for(UPSTREAMS)(
    'is compensated by the other upstream, and is over when the fault ends: %s',
    async (upstream, { expect }) => {
      await using bot = await startRunningBot({ mode });
      bot.simulator.faults.add({ ...effect, upstream });
      await answeredInTime(bot, '1099', /Available for/);
      bot.simulator.faults.clear();
      await answeredInTime(bot, '1099', /CC-Gateway allonlineagents/, /CC-CMS hisindex\/agent/);
      // The session was never lost: the page of an intermediary says nothing about it.
      expect(bot.simulator.requests.count('gateway', 'sign-in')).toBe(1);
      expect(bot.log.join('')).not.toMatch(/WAF|HWWAFSESID|node 7/);
    },
  );

  it('is shown with codes if both upstreams have it', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    for (const upstream of UPSTREAMS) bot.simulator.faults.add({ ...effect, upstream });
    const answer = await askInTime(bot, '1099 stats');
    expect(answer).toMatch(/upstream-/);
    expect(answer).not.toMatch(/WAF|blocked|<(?:script|html|h1|!--)/);
  });
});

it('has a case for every fault of the field', ({ expect }) => {
  const tested = [...READABLE.map(([, effect]) => effect), ...PAGES];
  const variants = tested.flatMap((effect) => (effect.kind === 'broken-text' ? [effect.variant] : []));
  const pages = tested.flatMap((effect) => (effect.kind === 'waf' ? [effect.page] : []));
  expect(variants.toSorted()).toEqual(Object.keys(BROKEN_TEXTS).toSorted());
  expect(pages.toSorted()).toEqual(Object.keys(WAF_PAGES).toSorted());
});
