import { describe, expect, test } from 'vitest';
import { MODES, PEOPLE, startRunningBot } from '../support/bots/running-bot.ts';

describe.each(MODES)('the shortcut "Look up an agent" in %s mode', (mode) => {
  test.each([
    ['no supervisor', PEOPLE.agent, 'Only supervisors can see individual agents'],
    ['a guest', PEOPLE.guest, 'Guests cannot use Floorwalker'],
    ['a stranger', PEOPLE.stranger, 'answers only people of the workspace'],
  ])('explains to %s at once why there is no form', async (_name, person, words) => {
    await using running = await startRunningBot({ mode });
    const { workspace } = running;
    const { seq } = await workspace.as(person).globalShortcut('look_up_agent');
    const opened = await workspace.next((event) => event.type === 'view_opened', { since: seq });
    expect(JSON.stringify(opened)).toContain(words);
    expect(JSON.stringify(opened)).not.toContain('"input"');
  });

  test('explains in a direct message if Slack opens no modal', async () => {
    await using running = await startRunningBot({ mode });
    const { workspace } = running;
    workspace.faults.add({ kind: 'platform-error', error: 'expired_trigger_id', method: 'views.open' });
    const { seq } = await workspace.as(PEOPLE.agent).globalShortcut('look_up_agent');
    const posted = await workspace.next((event) => event.type === 'message_posted', { since: seq });
    expect(JSON.stringify(posted)).toContain('Only supervisors can see individual agents');
  });

  test('opens the form for people with the right by name and by group', async () => {
    await using running = await startRunningBot({ mode });
    const { workspace } = running;
    for (const person of [PEOPLE.supervisor, PEOPLE.groupMember]) {
      const { seq } = await workspace.as(person).globalShortcut('look_up_agent');
      const opened = await workspace.next((event) => event.type === 'view_opened', { since: seq });
      expect(JSON.stringify(opened)).toContain('"input"');
    }
  });
});
