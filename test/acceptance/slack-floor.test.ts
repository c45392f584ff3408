import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ADA,
  CHANNEL,
  createScriptedAccess,
  createScriptedQueries,
  type SlackLayer,
  startSlackLayer,
  wordsOf,
} from '../support/bots/slack-layer.ts';
import { NOT_A_SUPERVISOR } from '../support/floors/floors.ts';

describe.each(['socket', 'http'] as const)('answers about the floor, in %s mode', (mode) => {
  let layer: SlackLayer;
  const ada = () => layer.workspace.as(ADA);
  const ask = async (command: string, text = '') => {
    const { seq } = await ada().command(CHANNEL, command, text);
    return layer.message('ephemeral_posted', seq);
  };
  beforeAll(async () => {
    layer = await startSlackLayer(mode);
  });
  afterAll(() => layer[Symbol.asyncDispose]());
  beforeEach(() => {
    const { onFloor } = createScriptedQueries();
    Object.assign(layer.queries, { onFloor });
    const { onRequester } = createScriptedAccess();
    Object.assign(layer.access, { onRequester });
  });

  test('are shared once for a double click', async () => {
    const own = await ask('/floor');
    const [{ seq }] = await Promise.all([ada().click(own, 'floor_share'), ada().click(own, 'floor_share')]);
    const shared = await layer.message('message_posted', seq);
    expect(wordsOf(shared)).toContain(`Shared by <@${ADA}>`);
    await ask('/floor', 'help');
    const posted = layer.workspace.events.filter(
      (event) => event.seq > seq && event.type === 'message_posted',
    );
    expect(posted).toHaveLength(1);
  });

  test('are not shared after the person lost the right', async () => {
    const own = await ask('/queue', 'Sales');
    layer.access.onRequester = () => NOT_A_SUPERVISOR;
    const { seq } = await ada().click(own, 'floor_share');
    expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain('Only supervisors');
  });

  test.each(['', 'not ours', '1-170 queue -1 status', '1-170 floor more', '1-171 floor'])(
    'a button with the value %s answers that it is outdated',
    async (value) => {
      const own = await ask('/floor');
      const { seq } = await ada().click(own, 'floor_refresh', { value });
      expect(wordsOf(await layer.message('ephemeral_updated', seq))).toContain('This button has expired');
    },
  );

  test('a button of a removed queue says so', async () => {
    const own = await ask('/queue', 'Sales');
    const value = '1-170 queue 4711 agents';
    const { seq } = await ada().click(own, 'floor_refresh', { value });
    expect(wordsOf(await layer.message('ephemeral_updated', seq))).toContain('There is no queue 4711');
  });

  test('App Home is published with the hash of the replaced page, so that the latest one stays', async () => {
    const opened = await ada().openHome();
    const home = await layer.view('view_published', opened.seq);
    const [{ seq }] = await Promise.all([
      ada().click(home, 'home_refresh'),
      ada().click(home, 'home_refresh'),
    ]);
    const outcome = async (ok: boolean) => {
      const event = await layer.workspace.next(
        (each) =>
          each.type === 'request' && each.request.method === 'views.publish' && each.request.ok === ok,
        { since: seq },
      );
      return event.type;
    };
    await Promise.all([outcome(true), outcome(false)]);
    const published = layer.workspace.events.filter(
      (each) => each.seq > seq && each.type === 'view_published',
    );
    expect(published).toHaveLength(1);
    expect(layer.logger.lines.filter(({ message }) => message.includes('not published'))).toEqual([]);
  });
});
