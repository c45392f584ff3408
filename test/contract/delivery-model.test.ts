import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeliverySetting, DAILY, DAY, HOUR, MINUTE, NOON } from '../support/bots/delivery-setting.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';
import { engines } from '../support/peers/job-engines.ts';
import type { Script } from '../support/peers/scripted-slack.ts';
import { checkProperty } from '../support/properties/check-property.ts';

type Step =
  | { kind: 'pass' | 'away' | 'jump'; ms: number }
  | { kind: 'slack'; scripts: Script[] }
  | { kind: 'blind'; on: boolean }
  | { kind: 'pause' | 'resume' | 'edit' | 'send' | 'restart' };

const script = fc.constantFrom<Script>(
  'sent',
  'lost',
  'accepted, then silence',
  { kind: 'not-sent', retryAfterMs: 30_000, limited: true },
  { kind: 'not-sent', retryAfterMs: null, limited: false },
  { kind: 'refused', reason: 'message-refused' },
  { kind: 'refused', reason: 'not-in-channel' },
  { kind: 'unknown' },
);
const span = (least: number, max: number) => fc.integer({ min: least, max: max });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: span(MINUTE, 3 * HOUR) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), ms: span(HOUR, 3 * DAY) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: span(-3 * HOUR, 3 * HOUR) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('slack' as const),
      scripts: fc.array(script, { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('blind' as const), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'pause' as const,
        'resume' as const,
        'edit' as const,
        'send' as const,
        'restart' as const,
      ),
    }),
  },
);

const [embedded] = engines;
const RUNS = wholeOr(60, 15);

/** For every sequence of events, a delivery is in its channel once, or its row has the reason why not. */
test('a delivery is in its channel once if its row is sent, and otherwise not, after any history', async () => {
  if (embedded === undefined) throw new Error('no engine');
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 5, maxLength: 30 }),
    async (steps: Step[]) => {
      const jobs = await embedded.create();
      try {
        await jobs.pass(NOON - jobs.clock.now());
        let setting = createDeliverySetting({ jobs });
        const { slack } = setting;
        for (const times of [['18:00'], ['02:30', '14:00']]) {
          await setting.service.subscribe({
            ...DAILY,
            schedule: { ...DAILY.schedule, times, zone: 'America/New_York' },
          });
        }
        for (const [index, next] of steps.entries()) {
          switch (next.kind) {
            case 'pass':
              await setting.pass(next.ms);
              break;
            case 'away':
              await jobs.pass(next.ms);
              break;
            case 'jump':
              jobs.clock.jump(next.ms);
              await setting.pass(0);
              break;
            case 'slack':
              slack.answer(...next.scripts);
              break;
            case 'blind':
              slack.look(next.on ? { kind: 'no-answer', retryAfterMs: null } : null);
              break;
            case 'send':
              await setting.service.send(1, `click ${index}`);
              break;
            case 'restart':
              setting = createDeliverySetting({ jobs, slack });
              break;
            case 'edit':
              await setting.service.edit(1, { ...DAILY, channelId: `C${index}` });
              break;
            case 'pause':
            case 'resume':
              await setting.service[next.kind](2);
              await setting.service[next.kind](1);
          }
        }
        slack.heal();
        for (let quiet = 0; quiet < 12; quiet += 1) await setting.pass(15 * MINUTE);
        const rows = await jobs.db.selectFrom('delivery').select(['key', 'state', 'post_key']).execute();
        const misfits = rows.filter(
          ({ state, post_key }) => slack.copies(post_key) !== (state === 'sent' ? 1 : 0),
        );
        expect(misfits).toEqual([]);
        expect(await setting.service.load()).toMatchObject({ due: 0, posting: 0 });
        const queued = jobs.db.selectFrom('delivery').select('key').where('fetch_after', 'is not', null);
        expect(await queued.execute()).toEqual([]);
      } finally {
        await jobs.remove();
      }
    },
  );
  await checkProperty(property, RUNS);
}, 120_000);
