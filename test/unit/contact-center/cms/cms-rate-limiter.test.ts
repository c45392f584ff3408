import { describe, expect, test } from 'vitest';
import { createCmsRateLimiter } from '../../../../src/contact-center/cms/cms-rate-limiter.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { FloorwalkerError } from '../../../../src/errors.ts';
import { useVirtualTime } from '../../../support/clocks/virtual-time.ts';

const FOREVER = new AbortController().signal;
const person: Ask = { signal: FOREVER, urgency: 'person' };
const background: Ask = { signal: FOREVER, urgency: 'background' };

describe('the rate of requests to the CMS', () => {
  test('is 20 per second, of which background work takes at most ten', async () => {
    using time = useVirtualTime();
    const pace = createCmsRateLimiter();
    let [own, peoples] = [0, 0];
    const asked = [
      ...Array.from({ length: 30 }, () => pace(background, async () => void (own += 1))),
      ...Array.from({ length: 15 }, () => pace(person, async () => void (peoples += 1))),
    ];
    await time.pass(0);
    expect([own, peoples]).toEqual([10, 10]);
    await time.pass(1_000);
    expect([own, peoples]).toEqual([20, 15]);
    await time.pass(10_000);
    await Promise.all(asked);
    expect([own, peoples]).toEqual([30, 15]);
  });

  test('is not used up by requests that the client rejects before sending', async () => {
    using time = useVirtualTime();
    const pace = createCmsRateLimiter({ requests: 1 });
    const refused = pace(person, () => Promise.reject(new FloorwalkerError('upstream-paused')));
    await expect(refused).rejects.toMatchObject({ code: 'upstream-paused' });
    const next = pace(person, async () => 'sent');
    await time.pass(0);
    expect(await next).toBe('sent');
  });
});
