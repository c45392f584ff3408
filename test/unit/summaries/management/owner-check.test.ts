import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOwnerCheck } from '../../../../src/summaries/management/owner-check.ts';
import { useVirtualTime, type VirtualTime } from '../../../support/clocks/virtual-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let time: VirtualTime;
beforeEach(() => {
  time = useVirtualTime();
});
afterEach(() => time[Symbol.dispose]());

/**
 * Creates the check for owners U1 to U3, and records requests and deactivated owners with seconds from the beginning.
 */
function create(given: { leads?: () => boolean; isClosed?: (id: string) => Promise<boolean> } = {}) {
  const asked: string[] = [];
  const left: string[] = [];
  const began = time.clock.monotonic();
  const check = createOwnerCheck({
    owners: () => Promise.resolve(['U1', 'U2', 'U3'].map((ownerId) => ({ teamId: 'T1', ownerId }))),
    people: {
      isClosed(id) {
        asked.push(`${id} ${Math.round((time.clock.monotonic() - began) / 1000)}`);
        return given.isClosed?.(id) ?? Promise.resolve(false);
      },
    },
    ownerLeft: ({ ownerId }) => Promise.resolve(void left.push(ownerId)),
    leads: given.leads ?? (() => true),
    clock: time.clock,
    logger: pino({ level: 'silent' }),
    everyMs: MINUTE,
  });
  return { check, asked, left };
}

test('requests each owner at the start, one per second, and again a day later', async () => {
  const { check, asked, left } = create({ isClosed: (id) => Promise.resolve(id === 'U2') });
  check.start();
  await time.pass(23 * HOUR);
  expect(asked).toEqual(['U1 0', 'U2 1', 'U3 2']);
  expect(left).toEqual(['U2']);
  await time.pass(2 * HOUR);
  expect(asked).toHaveLength(6);
  await check.stop();
  expect(time.timers()).toBe(0);
});

test('pauses no subscription of an owner whom Slack does not return, and retries', async () => {
  let isAway = true;
  const isClosed = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(true));
  const { check, asked, left } = create({ isClosed });
  check.start();
  await time.pass(10 * MINUTE);
  expect(asked).toHaveLength(3);
  expect(left).toEqual([]);
  isAway = false;
  await time.pass(10 * MINUTE);
  expect(left).toEqual(['U1', 'U2', 'U3']);
  await check.stop();
});

test('requests nothing while another process leads, and not twice a day if leading alternates', async () => {
  let leads = false;
  const { check, asked } = create({ leads: () => leads });
  check.start();
  await time.pass(HOUR);
  expect(asked).toEqual([]);
  leads = true;
  await time.pass(2 * MINUTE);
  expect(asked).toHaveLength(3);
  leads = false;
  await time.pass(HOUR);
  leads = true;
  await time.pass(HOUR);
  expect(asked).toHaveLength(3);
  await check.stop();
});
