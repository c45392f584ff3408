import { describe, expect, test } from 'vitest';
import { startWorkspace } from '../../slack/workspace.ts';
import { callSlack } from '../support/call-slack.ts';
import { echoManifest } from '../support/echo-app.ts';

const scopes = ['users:read', 'channels:read', 'groups:read', 'team:read'];

function start() {
  return startWorkspace({
    manifest: echoManifest,
    scopes,
    enterprise: { id: 'E0ORG', name: 'Acme', domain: 'acme' },
    otherTeams: [
      { id: 'T0SALES', name: 'Acme sales', domain: 'acme-sales', enterpriseId: 'E0ORG' },
      { id: 'T0BOLT', name: 'Bolt Ltd', domain: 'bolt' },
    ],
    users: [
      { id: 'W0ADA', name: 'ada', teamId: 'E0ORG', teams: ['T0LOCAL', 'T0SALES'] },
      { id: 'U0BEN', name: 'ben', teamId: null },
    ],
    channels: [
      { id: 'C0OPS', name: 'ops' },
      { id: 'C0ORG', name: 'org', connectedTeamIds: ['T0SALES'] },
      { id: 'C0BOTH', name: 'both', connectedTeamIds: ['T0SALES', 'T0BOLT'] },
      { id: 'G0SECRET', name: 'secret', isPrivate: true },
    ],
  });
}

describe('a workspace of an organisation', () => {
  test('names the organisation of a person, and omits the team as Slack does', async () => {
    const workspace = await start();
    const ada = await callSlack(workspace, 'users.info', { user: 'W0ADA' });
    expect(ada).toMatchObject({
      user: {
        team_id: 'E0ORG',
        enterprise_user: { enterprise_id: 'E0ORG', teams: ['T0LOCAL', 'T0SALES'] },
      },
    });
    const ben = await callSlack(workspace, 'users.info', { user: 'U0BEN' });
    expect(ben['user']).not.toHaveProperty('team_id');
    expect(await callSlack(workspace, 'auth.test', {})).toMatchObject({ enterprise_id: 'E0ORG' });
    await workspace.stop();
  });

  test.each([
    ['C0OPS', { is_shared: false, is_ext_shared: false, is_org_shared: false, shared_team_ids: ['T0LOCAL'] }],
    ['C0ORG', { is_shared: true, is_ext_shared: false, is_org_shared: true }],
    ['C0BOTH', { is_shared: true, is_ext_shared: true, connected_team_ids: ['T0BOLT'] }],
  ])('lists the teams that share %s', async (channel, shape) => {
    const workspace = await start();
    expect(await callSlack(workspace, 'conversations.info', { channel })).toMatchObject({ channel: shape });
    await workspace.stop();
  });

  test('names the other teams', async () => {
    const workspace = await start();
    for (const [team, name] of [
      ['T0BOLT', 'Bolt Ltd'],
      ['E0ORG', 'Acme'],
    ]) {
      expect(await callSlack(workspace, 'team.info', { team })).toMatchObject({ team: { id: team, name } });
    }
    expect(await callSlack(workspace, 'team.info', { team: 'T0NONE' })).toMatchObject({ ok: false });
    await workspace.stop();
  });

  test('a channel can become shared, and can get another id', async () => {
    const workspace = await start();
    await workspace.appEvents.shareChannel('C0OPS', 'T0BOLT');
    expect(await callSlack(workspace, 'conversations.info', { channel: 'C0OPS' })).toMatchObject({
      channel: { is_ext_shared: true },
    });
    await workspace.appEvents.changeChannelId('G0SECRET', 'C0SECRET');
    expect(await callSlack(workspace, 'conversations.info', { channel: 'G0SECRET' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await callSlack(workspace, 'conversations.info', { channel: 'C0SECRET' })).toMatchObject({
      ok: true,
    });
    await workspace.stop();
  });
});
