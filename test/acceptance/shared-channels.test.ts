import { expect, test } from 'vitest';
import type { Workspace } from '../../sandbox/slack-workspace/slack/workspace.ts';
import { ADA, CHANNEL, type SlackLayer, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';

const ACME = 'T0ACME';

function shareWith(workspace: Workspace, ids: readonly string[]): void {
  const channel = workspace.directory.channels.get(CHANNEL);
  if (channel !== undefined) channel.connectedTeamIds = ids;
}

function posts({ workspace }: SlackLayer) {
  return workspace.messages.in(CHANNEL).filter(({ ephemeral_to }) => ephemeral_to === undefined);
}

test.each([
  ['/agent', '1099', 'agent_share'],
  ['/floor', 'now', 'floor_share'],
  ['/queue', '', 'floor_share'],
])(
  '%s is shared into a channel of other organisations only after a confirmation that names them',
  async (command, text, action) => {
    const acme = { id: ACME, name: 'Acme Ltd', domain: 'acme' };
    await using layer = await startSlackLayer('http', {}, { otherTeams: [acme] });
    const { workspace } = layer;
    shareWith(workspace, [ACME]);
    const ada = workspace.as(ADA);
    const asked = await ada.command(CHANNEL, command, text);
    const own = await layer.message('ephemeral_posted', asked.seq);
    const pressed = await ada.click(own, action);
    const question = await layer.message('ephemeral_posted', pressed.seq);
    expect(wordsOf(question)).toContain('This channel is shared with Acme Ltd, whose people will read it.');
    expect(posts(layer)).toEqual([]);
    // Another organisation joins before the confirmation, so the bot asks about it too.
    shareWith(workspace, [ACME, 'T0GLOBEX']);
    const agreed = await ada.click(question, `${action}_confirmed`);
    const again = await layer.message('ephemeral_posted', agreed.seq);
    expect(wordsOf(again)).toContain('Acme Ltd and T0GLOBEX');
    expect(posts(layer)).toEqual([]);
    const { seq } = await ada.click(again, `${action}_confirmed`);
    await layer.message('message_posted', seq);
    expect(posts(layer)).toHaveLength(1);
  },
);

test.each(['missing_scope', 'channel_not_found', 'unknown_method'])(
  'if Slack does not say who reads the channel (%s), the bot asks for confirmation',
  async (error) => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.faults.add({ kind: 'platform-error', error, method: 'conversations.info' });
    const own = await layer.ask('1099');
    const { seq } = await layer.workspace.as(ADA).click(own, 'agent_share');
    const words = wordsOf(await layer.message('ephemeral_posted', seq));
    expect(words).toContain('Slack does not tell Floorwalker whether people of other organisations');
    expect(posts(layer)).toEqual([]);
  },
);

test('a channel of our own needs no confirmation, but an agent’s card does, because it has names', async () => {
  await using layer = await startSlackLayer('socket');
  const own = await layer.ask('1099');
  expect(JSON.stringify(own.blocks)).toContain('Share names in the channel?');
  const { seq } = await layer.workspace.as(ADA).click(own, 'agent_share');
  await layer.message('message_posted', seq);
  expect(posts(layer)).toHaveLength(1);
});
