import { describe, expect, test } from 'vitest';
import { eventOfOrganisation, NOTICES, QUESTIONS } from '../fixtures/slack-payloads.ts';
import { ADA, CHANNEL, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';

const ORGANISATION = {
  enterprise: { id: 'E0ORG', name: 'Acme', domain: 'acme' },
  otherTeams: [{ id: 'T0SISTER', name: 'Acme sales', domain: 'acme-sales', enterpriseId: 'E0ORG' }],
};

describe.each(['socket', 'http'] as const)('payloads as Slack sends them, in %s mode', (mode) => {
  test.each(Object.entries(QUESTIONS))(
    '%s is Ada’s question, in our workspace',
    async (name, { kind, body }) => {
      await using layer = await startSlackLayer(mode, {}, ORGANISATION);
      const { workspace, queries } = layer;
      // Replies must stay on this machine.
      const address = 'response_url' in body ? { response_url: `${workspace.url}/actions/none` } : {};
      expect(await workspace.deliver({ kind, body: { ...body, ...address } })).toMatchObject({ acked: true });
      await expect.poll(() => queries.asked.length).toBe(1);
      const channelId = name === 'a form' ? null : CHANNEL;
      expect(queries.asked[0]).toMatchObject({
        agentId: 1099,
        requester: { userId: ADA, teamId: 'T0LOCAL', channelId },
      });
    },
  );

  test.each([
    ['another company', { team: { id: 'T0BOLT', domain: 'bolt' }, enterprise: null }],
    [
      'another organisation',
      { team: { id: 'T0BOLT', domain: 'bolt' }, enterprise: { id: 'E0BOLT', name: 'Bolt' } },
    ],
    ['nowhere', { team: null, enterprise: null }],
  ])('a button press from %s does not come from our workspace', async (_name, place) => {
    await using layer = await startSlackLayer(mode, {}, ORGANISATION);
    const { kind, body } = QUESTIONS['a button of an ephemeral message'];
    const response_url = `${layer.workspace.url}/actions/none`;
    await layer.workspace.deliver({ kind, body: { ...body, ...place, response_url } });
    await expect.poll(() => layer.queries.asked.length).toBe(1);
    expect(layer.queries.asked[0]?.requester.teamId).not.toBe('T0LOCAL');
  });

  test('App Home in an organisation is published', async () => {
    await using layer = await startSlackLayer(mode, {}, ORGANISATION);
    const { seq } = layer.workspace;
    const opened = {
      type: 'app_home_opened',
      user: ADA,
      channel: 'D0ADA',
      tab: 'home',
      event_ts: '1790000000.1',
    };
    const body = eventOfOrganisation(opened);
    expect(await layer.workspace.deliver({ kind: 'events_api', body })).toMatchObject({ acked: true });
    expect(wordsOf(await layer.view('view_published', seq))).toContain('The floor now');
  });
});

test.each(Object.entries(NOTICES))('the notice %s keeps the bot connected', async (name, notice) => {
  await using layer = await startSlackLayer('socket');
  const { seq, socket } = layer.workspace;
  socket.sendRaw(JSON.stringify(notice));
  if (name !== 'hello')
    await layer.workspace.next((event) => event.type === 'connection' && event.change === 'opened', {
      since: seq,
    });
  expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
});
