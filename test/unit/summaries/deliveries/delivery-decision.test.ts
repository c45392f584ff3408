import { describe, expect, test } from 'vitest';
import type {
  Delivery,
  DeliveryContent,
  DeliveryFacts,
  DeliveryKind,
} from '../../../../src/summaries/deliveries/delivery.ts';
import {
  backOffMs,
  consequenceOf,
  decide,
  lateBy,
} from '../../../../src/summaries/deliveries/delivery-decision.ts';
import type { PostOutcome } from '../../../../src/summaries/deliveries/ports.ts';
import type {
  Subscription,
  SubscriptionState,
} from '../../../../src/summaries/subscriptions/subscription.ts';
import { LATE_POLICY } from '../../../support/bots/late-policy.ts';

const SIX = Date.parse('2026-11-23T18:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const word = { kind: 'paused', reason: 'channel-archived' } as const;
const CONTENTS: Record<DeliveryKind, DeliveryContent> = {
  scheduled: { kind: 'scheduled', payload: { queues: [] } },
  requested: { kind: 'requested', payload: { queues: [] } },
  notification: { kind: 'notification', payload: word },
};
const delivery = ({
  kind = 'scheduled',
  ...differs
}: Partial<DeliveryFacts> & { kind?: DeliveryKind } = {}): Delivery => ({
  ...CONTENTS[kind],
  centre: '1-170',
  id: 1,
  subscriptionNumber: 3,
  key: '2026-11-23T18:00[UTC]',
  dueAt: SIX,
  channelId: 'C1',
  state: 'due',
  postKey: 'p1',
  postingSince: null,
  isStopped: false,
  attempts: 0,
  ...differs,
});
const subscription = (state: SubscriptionState = { kind: 'active', next: null }): Subscription => ({
  number: 3,
  teamId: 'T1',
  ownerId: 'U1',
  channelId: 'C1',
  queues: [],
  schedule: { times: ['18:00'], days: ['mon'], zone: 'UTC' },
  confirmedReaders: [],
  state,
});
const removed = subscription({ kind: 'removed' });
const paused = subscription({ kind: 'paused', reason: 'requested' });
const refused = subscription({ kind: 'paused', reason: 'not-in-channel' });
const postLate = { ...LATE_POLICY, afterGrace: 'post' } as const;

describe('the decision about a delivery in flight', () => {
  test.each([
    ['on time', {}, 0, { kind: 'post', lateMs: null }],
    ['with the clock set back', {}, -HOUR, { kind: 'post', lateMs: null }],
    ['a minute late, which is nothing', {}, MINUTE, { kind: 'post', lateMs: null }],
    ['five minutes late', {}, 5 * MINUTE, { kind: 'post', lateMs: 5 * MINUTE }],
    ['two hours late', {}, 2 * HOUR, { kind: 'post', lateMs: 2 * HOUR }],
    ['three hours late', {}, 3 * HOUR, { kind: 'skip', state: 'skipped', reason: 'missed' }],
    ['where a post may be out', { state: 'posting' }, 3 * DAY, { kind: 'reconcile' }],
    ['that is sent', { state: 'sent' }, 0, { kind: 'settled' }],
    ['with an unknown outcome', { state: 'unknown' }, 0, { kind: 'settled' }],
    [
      'that was requested five minutes ago',
      { kind: 'requested' },
      5 * MINUTE,
      { kind: 'post', lateMs: null },
    ],
    ['that notifies the owner', { kind: 'notification' }, 3 * DAY, { kind: 'post', lateMs: null }],
    [
      'that could not tell the owner for a week',
      { kind: 'notification' },
      8 * DAY,
      { kind: 'skip', state: 'failed', reason: 'gave-up' },
    ],
  ] as const)('%s', (_, differs, after, decision) => {
    expect(decide(delivery(differs), subscription(), SIX + after, LATE_POLICY)).toEqual(decision);
  });

  test('is to post three hours late if the policy says so', () => {
    expect(decide(delivery(), subscription(), SIX + 3 * HOUR, postLate)).toEqual({
      kind: 'post',
      lateMs: 3 * HOUR,
    });
  });

  test.each([
    ['scheduled', removed, { kind: 'skip', state: 'skipped', reason: 'unsubscribed' }],
    ['requested', removed, { kind: 'skip', state: 'skipped', reason: 'unsubscribed' }],
    ['notification', removed, { kind: 'post', lateMs: null }],
    ['scheduled', paused, { kind: 'skip', state: 'skipped', reason: 'paused' }],
    ['requested', paused, { kind: 'post', lateMs: null }],
    ['notification', paused, { kind: 'post', lateMs: null }],
    ['scheduled', refused, { kind: 'skip', state: 'skipped', reason: 'not-in-channel' }],
  ] as const)('%s, of a subscription that is no longer active', (kind, of, decision) => {
    expect(decide(delivery({ kind }), of, SIX, LATE_POLICY)).toEqual(decision);
  });

  test.each(['scheduled', 'requested'] as const)(
    'is to skip %s if a pause came, also after a resume',
    (kind) => {
      expect(decide(delivery({ kind, isStopped: true }), subscription(), SIX, LATE_POLICY)).toEqual({
        kind: 'skip',
        state: 'skipped',
        reason: 'paused',
      });
    },
  );

  test('is to search for a post that may have arrived, even if the subscription was deleted', () => {
    expect(decide(delivery({ state: 'posting' }), removed, SIX, LATE_POLICY)).toEqual({ kind: 'reconcile' });
    const stopped = delivery({ state: 'posting', isStopped: true });
    expect(decide(stopped, paused, SIX, LATE_POLICY)).toEqual({ kind: 'reconcile' });
  });

  test('has lateness for scheduled deliveries only', () => {
    const late = (kind: Delivery['kind']) => lateBy(delivery({ kind }), SIX + HOUR, LATE_POLICY);
    expect([late('scheduled'), late('requested'), late('notification')]).toEqual([HOUR, null, null]);
  });
});

describe('the consequence of a post', () => {
  const notice = delivery({ kind: 'notification' });
  test.each<[string, PostOutcome, Delivery, object]>([
    ['sent', { kind: 'sent', messageId: '1.2' }, delivery(), { kind: 'sent', messageId: '1.2' }],
    ['unknown: never sent again without a look', { kind: 'unknown' }, delivery(), { kind: 'reconcile' }],
    [
      '429 with Retry-After',
      { kind: 'not-sent', retryAfterMs: 30_000, limited: true },
      delivery(),
      { kind: 'retry', delayMs: 30_000 },
    ],
    [
      'refused connection',
      { kind: 'not-sent', retryAfterMs: null, limited: false },
      delivery({ attempts: 2 }),
      { kind: 'retry', delayMs: 8_000 },
    ],
    [
      'not in the channel: pauses, and the owner is notified',
      { kind: 'refused', reason: 'not-in-channel' },
      delivery(),
      {
        kind: 'fail',
        reason: 'not-in-channel',
        pauses: 'not-in-channel',
        notification: {
          kind: 'paused',
          reason: 'not-in-channel',
          key: '2026-11-23T18:00[UTC]',
          until: SIX + 2 * HOUR,
        },
      },
    ],
    [
      'a requested summary, rejected: it is not posted again by itself',
      { kind: 'refused', reason: 'channel-archived' },
      delivery({ kind: 'requested', key: 'send:1' }),
      {
        kind: 'fail',
        reason: 'channel-archived',
        pauses: 'channel-archived',
        notification: { kind: 'paused', reason: 'channel-archived', key: 'send:1' },
      },
    ],
    [
      'a message that Slack does not take: our fault, so it does not rest',
      { kind: 'refused', reason: 'message-refused' },
      delivery(),
      {
        kind: 'fail',
        reason: 'message-refused',
        pauses: null,
        notification: { kind: 'message-refused', key: '2026-11-23T18:00[UTC]' },
      },
    ],
    [
      'an owner who cannot be notified',
      { kind: 'refused', reason: 'channel-not-found' },
      notice,
      { kind: 'fail', reason: 'channel-not-found', pauses: null, notification: null },
    ],
    [
      'a word to the owner while the token is revoked',
      { kind: 'refused', reason: 'token-revoked' },
      notice,
      { kind: 'retry', delayMs: 15 * MINUTE },
    ],
  ])('%s', (_, outcome, of, consequence) => {
    expect(consequenceOf(outcome, of, LATE_POLICY)).toEqual(consequence);
  });

  test('has delays that grow up to a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(backOffMs)).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
    ]);
  });
});
