import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../sandbox/slack-workspace/slack/json.ts';
import { CHANNEL, MODES, PEOPLE, startRunningBot } from '../support/bots/running-bot.ts';

/** Events without their subject, or with a value of another type in its place. */
const ODD: readonly (JsonObject & { type: string })[] = [
  { type: 'channel_shared' },
  { type: 'channel_shared', channel: CHANNEL },
  { type: 'channel_shared', channel: '', connected_team_id: 'T0BOLT' },
  { type: 'channel_shared', connected_team_id: 'T0BOLT' },
  { type: 'channel_id_changed' },
  { type: 'channel_id_changed', old_channel_id: CHANNEL },
  { type: 'channel_id_changed', old_channel_id: CHANNEL, new_channel_id: null },
  { type: 'channel_id_changed', old_channel_id: CHANNEL, new_channel_id: '' },
  { type: 'channel_id_changed', old_channel_id: CHANNEL, new_channel_id: 7 },
  { type: 'channel_id_changed', old_channel_id: CHANNEL, new_channel_id: { id: 'C0X' } },
  { type: 'channel_id_changed', new_channel_id: 'C0X' },
  { type: 'user_change' },
  { type: 'user_change', user: null },
  { type: 'user_change', user: PEOPLE.supervisor },
  { type: 'user_change', user: { deleted: true } },
  { type: 'user_change', user: { id: PEOPLE.supervisor, deleted: 'false' } },
  { type: 'app_home_opened', tab: 'home' },
  { type: 'app_home_opened', tab: 'home', user: { id: PEOPLE.supervisor } },
  { type: 'tokens_revoked', tokens: null },
  { type: 'tokens_revoked', tokens: { bot: null } },
  { type: 'tokens_revoked', tokens: { oauth: [], bot: [] } },
  { type: 'tokens_revoked', tokens: { bot: 'U0LOCALBOT and others' } },
];

describe.each(MODES)('in %s mode', (mode) => {
  test('undocumented events change no subscription, and are no failure', async () => {
    await using running = await startRunningBot({ mode });
    const { workspace, log } = running;
    await running.ask('/floor', 'subscribe daily 18:00');
    for (const [index, event] of ODD.entries()) {
      const body = { type: 'event_callback', team_id: workspace.teamId, event_id: `EvOdd${index}`, event };
      expect(await workspace.deliver({ kind: 'events_api', body })).toMatchObject({ acked: true });
    }
    const home = await workspace.as(PEOPLE.supervisor).openHome();
    await workspace.next((event) => event.type === 'view_published', { since: home.seq });
    const list = JSON.stringify(await running.ask('/floor', 'subscriptions'));
    expect(list).toContain(`"channel_id":"${CHANNEL}"`);
    expect(list).not.toContain('paused');
    expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    expect(log.join()).toContain('Slack event not as documented');
  });

  test('App Home is published if its present page is null', async () => {
    await using running = await startRunningBot({ mode });
    const { workspace } = running;
    const { seq } = workspace;
    const event = { type: 'app_home_opened', user: PEOPLE.supervisor, tab: 'home', view: null };
    const body = { type: 'event_callback', team_id: workspace.teamId, event_id: 'EvHome', event };
    await workspace.deliver({ kind: 'events_api', body });
    const published = await workspace.next((next) => next.type === 'view_published', { since: seq });
    expect(JSON.stringify(published)).toContain('The floor now');
  });
});
