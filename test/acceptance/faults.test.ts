import { describe, it } from 'vitest';
import {
  type FaultEffect,
  WRONG_TYPES,
  type WrongTypes,
} from '../../sandbox/contact-center/faults/fault-kinds.ts';
import type { UpstreamName } from '../../sandbox/contact-center/request-log.ts';
import { answeredInTime, askInTime } from '../support/bots/ask-in-time.ts';
import { type Mode, type RunningBot, startRunningBot, UPSTREAM_MODES } from '../support/bots/running-bot.ts';
import { wholeOr, wholeOrNamed } from '../support/clocks/whole-run.ts';

const UPSTREAMS: readonly UpstreamName[] = ['gateway', 'cms'];

interface Fault {
  /** The fault of each upstream. */
  readonly effects: Readonly<Record<UpstreamName, FaultEffect>>;
  /**
   * The answers about the available agent 1099 while one upstream has the fault, and about the agent's statistics while
   * both have it.
   */
  readonly gateway: RegExp;
  readonly cms: RegExp;
  readonly both: RegExp;
}

const UNREADABLE = { gateway: /Available for/, cms: /Available for/, both: /upstream-|gateway-/ };
const ANSWERED = /Answered\*\n5\n/;
const fault = (effect: FaultEffect): Fault => ({ effects: { gateway: effect, cms: effect }, ...UNREADABLE });

type Row = readonly [string, Fault];
const FAULTS: readonly Row[] = [
  ['answers after 30 s', fault({ kind: 'slow', ms: 30_000 })],
  ['cuts the reply in the middle', fault({ kind: 'reset-mid-body' })],
  ['cuts the connection before it answers', fault({ kind: 'reset-before-headers' })],
  ['is behind a firewall that answers 418 in HTML', fault({ kind: 'html', status: 418 })],
  ['is behind a firewall that answers 403 in HTML', fault({ kind: 'html', status: 403 })],
  ['answers HTML with status 200', fault({ kind: 'html', status: 200 })],
  ['answers 503', fault({ kind: 'status', status: 503 })],
  ['asks for a pause with 429', fault({ kind: 'status', status: 429, retryAfter: 1 })],
  ['never answers', fault({ kind: 'hang' })],
  ['sends JSON that stops half-way', fault({ kind: 'truncated-json' })],
  ['sends nothing', fault({ kind: 'empty-body' })],
  ['sends UTF-16', fault({ kind: 'wrong-charset', encoding: 'utf16le' })],
  ['zips unasked', fault({ kind: 'gzip' })],
  ['answers 401', fault({ kind: 'unauthorized' })],
  [
    'answers that its platform failed, with 100-007 and 0100001',
    {
      ...UNREADABLE,
      effects: {
        gateway: { kind: 'retcode', retcode: '100-007' },
        cms: { kind: 'result-code', resultCode: '0100001' },
      },
    },
  ],
];

/**
 * Expected answers under malformed rows: readable figures are shown, others come from the other upstream, and the rest
 * is named as unknown.
 */
const READABLE_DESPITE: Readonly<Record<WrongTypes, Partial<Fault>>> = {
  mixed: { gateway: /\*Available/, both: ANSWERED },
  'numbers-as-strings': { both: ANSWERED },
  nulls: {},
  missing: {},
  extra: { both: ANSWERED },
  'unknown-state': { gateway: /Unknown state \(99\) for/, both: /Unknown state \(99\) for/ },
  negative: { gateway: /\*Available\*/, both: /\*Available\*/ },
  '1e400': { gateway: /\*Available\*/, both: /\*Available\*/ },
  'object-for-list': {},
};
const WITH_WRONG_TYPES = WRONG_TYPES.map((variant) => {
  const wrong = { ...fault({ kind: 'wrong-types', variant }), ...READABLE_DESPITE[variant] };
  return [`sends wrong types: ${variant}`, wrong] as const;
});

/** Tests with huge replies run one after the other: in parallel they would delay each other and all other tests. */
const HUGE: readonly Row[] = [
  ['sends without end', fault({ kind: 'huge-body', bytes: Number.POSITIVE_INFINITY })],
  [
    'sends 30 MiB',
    {
      ...fault({ kind: 'huge-body', bytes: 30 * 1024 * 1024 }),
      // A fast machine reads the huge replies in time.
      both: new RegExp(`${ANSWERED.source}|upstream-`),
    },
  ],
];

const inBothModes = (rows: readonly Row[]) =>
  UPSTREAM_MODES.flatMap((mode) => rows.map(([name, wrong], index) => [name, mode, wrong, index] as const));
/** A shortened run leaves out rows that are another status, type or wait in the same place. */
const ROWS: readonly Row[] = wholeOrNamed(
  [...FAULTS, ...WITH_WRONG_TYPES],
  [
    'cuts the reply in the middle',
    'cuts the connection before it answers',
    'is behind a firewall that answers 403 in HTML',
    'answers 503',
    'asks for a pause with 429',
    'never answers',
    'sends JSON that stops half-way',
    'sends UTF-16',
    'zips unasked',
    'answers 401',
    'answers that its platform failed, with 100-007 and 0100001',
    'sends wrong types: mixed',
    'sends wrong types: unknown-state',
    'sends wrong types: object-for-list',
  ],
);

describe.for(inBothModes(HUGE))('an upstream that %s, in %s mode', (row) => {
  outlives(row);
});
describe.concurrent.for(inBothModes(ROWS))('an upstream that %s, in %s mode', (row) => {
  outlives(row);
});

function outlives([, mode, { effects, ...expected }, index]: readonly [string, Mode, Fault, number]): void {
  // In a shortened run the rows take turns: each has one of the two upstreams.
  it.for(wholeOr(UPSTREAMS, [index % 2 === 0 ? 'gateway' : 'cms'] as const))(
    'is compensated by the other one: %s',
    async (upstream, { expect }) => {
      await using bot = await startRunningBot({ mode });
      bot.simulator.faults.add({ ...effects[upstream], upstream });
      expect(await askInTime(bot, '1099')).toMatch(expected[upstream]);
      bot.simulator.faults.clear();
      await recovers(bot);
    },
  );

  it('is explained if both have it, and is over once it ends', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    for (const upstream of UPSTREAMS) bot.simulator.faults.add({ ...effects[upstream], upstream });
    expect(await askInTime(bot, '1099 stats')).toMatch(expected.both);
    bot.simulator.faults.clear();
    await recovers(bot);
  });
}

/** Waits until both upstreams answer again without a question. */
async function recovers(bot: RunningBot): Promise<void> {
  await answeredInTime(bot, '1099', /CC-Gateway allonlineagents/, /CC-CMS hisindex\/agent/);
}
