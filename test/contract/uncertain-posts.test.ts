import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeliverySetting, DAILY, HOUR, MINUTE, NOON } from '../support/bots/delivery-setting.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';
import { createScriptedSlack } from '../support/peers/scripted-slack.ts';

for (const kind of engines)
  describe.runIf(kind.here)(`Posts with an unknown outcome, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    test('are searched for from a quarter of an hour before the post, by Slack’s clock', async () => {
      const slack = createScriptedSlack();
      const since: number[] = [];
      const find: typeof slack.poster.findPosted = (look) => {
        since.push(look.since);
        return slack.poster.findPosted(look);
      };
      const slackNow = Date.parse('2026-11-20T17:58Z');
      const { service, pass } = createDeliverySetting({
        jobs,
        slack: { ...slack, poster: { ...slack.poster, findPosted: find, time: () => slackNow } },
      });
      await service.subscribe(DAILY);
      slack.answer('accepted, then silence');
      await pass(6 * HOUR);
      expect(since).toEqual([slackNow - 15 * MINUTE]);
    });

    test('are not posted by a process that stood still between marking and posting, because another may have them', async () => {
      let standstillMs = 0;
      const engine: TestEngine['engine'] = {
        ...jobs.engine,
        async touch(...lease) {
          const held = await jobs.engine.touch(...lease);
          jobs.clock.advance(standstillMs);
          return held;
        },
      };
      const { service, pass, texts } = createDeliverySetting({ jobs: { ...jobs, engine } });
      await service.subscribe(DAILY);
      standstillMs = 2_000;
      await pass(6 * HOUR);
      expect(texts()).toEqual([]);
      expect(await service.load()).toMatchObject({ posting: 1 });
    });
  });
