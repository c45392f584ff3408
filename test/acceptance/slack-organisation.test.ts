import { describe, expect, test } from 'vitest';
import type { PersonOptions } from '../../sandbox/slack-workspace/slack/options.ts';
import { CHANNEL, MODES, PEOPLE, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const ORGANISATION = { id: 'E0ORG', name: 'Acme', domain: 'acme' };
const SISTER = { id: 'T0SISTER', name: 'Acme sales', domain: 'acme-sales', enterpriseId: ORGANISATION.id };
const REFUSED = 'answers only people of the workspace that it is installed in';

/** Starts the layer with one person as Slack describes people of an organisation. */
function startWith(mode: (typeof MODES)[number], person: Partial<PersonOptions>) {
  return startRunningBot({
    mode,
    slack: {
      enterprise: ORGANISATION,
      otherTeams: [SISTER],
      users: [{ id: PEOPLE.supervisor, name: 'ana', ...person }],
      userGroups: [],
    },
  });
}

describe.each(wholeOr(MODES, ['socket'] as const))('on Enterprise Grid in %s mode', (mode) => {
  test.each([
    ['another workspace of the organisation', { teams: ['T0LOCAL', 'T0SISTER'], actsFrom: 'T0SISTER' }],
    ['the organisation itself', { teamId: 'E0ORG', teams: ['T0LOCAL'], actsFrom: 'E0ORG' }],
    ['no workspace in users.info', { teamId: null, teams: ['T0LOCAL', 'T0SISTER'], actsFrom: 'T0SISTER' }],
  ])('a member with %s in payloads is answered on every surface', async (_name, person) => {
    await using running = await startWith(mode, person);
    const { workspace } = running;
    const ana = workspace.as(PEOPLE.supervisor);

    const card = await running.ask('/agent', '1099');
    expect(textOf(card)).toContain('Agent 1099');
    const pressed = await ana.click(card, 'agent_refresh');
    const refreshed = await workspace.next(({ type }) => type === 'ephemeral_updated', {
      since: pressed.seq,
    });
    expect(JSON.stringify(refreshed)).toContain('Agent 1099');

    const { message } = await ana.post(CHANNEL, 'Is 1099 all right?');
    const asked = await ana.messageShortcut('look_up_agents_in_message', message);
    const found = await workspace.next(({ type }) => type === 'ephemeral_posted', { since: asked.seq });
    expect(JSON.stringify(found)).toContain('1099');

    const home = await ana.openHome();
    const published = await workspace.next(({ type }) => type === 'view_published', { since: home.seq });
    expect(JSON.stringify(published)).not.toContain(REFUSED);

    const opened = await ana.globalShortcut('look_up_agent');
    const form = await workspace.next((event) => event.type === 'view_opened', { since: opened.seq });
    if (!('view' in form)) throw new Error('unreachable');
    const submitted = await ana.submit(form.view, { agent_id: '1099' });
    const answered = await workspace.next(
      (event) => event.type === 'view_updated' && JSON.stringify(event.view).includes('As of'),
      { since: submitted.seq },
    );
    expect(JSON.stringify(answered)).toContain('Agent 1099');

    const subscribed = textOf(await running.ask('/floor', 'subscribe daily 18:00'));
    expect(subscribed).not.toContain(REFUSED);
    expect(textOf(await running.ask('/floor', 'pause 1'))).not.toContain('no subscription 1');
  });

  test.each<[string, Partial<PersonOptions>]>([
    ['of the organisation but not of our workspace', { teamId: 'E0ORG', teams: ['T0SISTER'] }],
    ['without a team_id, and in other workspaces only', { teamId: null, teams: ['T0SISTER'] }],
    ['without a team_id or a list of workspaces', { teamId: null }],
    ['of another workspace, whatever the payload says', { teamId: 'T0SISTER', actsFrom: 'T0LOCAL' }],
    ['in no workspace', { teamId: null, teams: [] }],
  ])('a person %s is a stranger', async (_name, person) => {
    await using running = await startWith(mode, { actsFrom: 'T0LOCAL', ...person });
    expect(textOf(await running.ask('/agent', '1099'))).toContain(REFUSED);
    expect(textOf(await running.ask('/queue', ''))).toContain(REFUSED);
  });
});
