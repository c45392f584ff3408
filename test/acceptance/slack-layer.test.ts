import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../src/domain/floor/fact.ts';
import {
  ADA,
  CHANNEL,
  createScriptedAccess,
  createScriptedQueries,
  type SlackLayer,
  startSlackLayer,
  wordsOf,
} from '../support/bots/slack-layer.ts';
import { agentId, card, NOW, onFloor, SOURCES } from '../support/floors/agent-cards.ts';
import { FLOORS, viewOf } from '../support/floors/floors.ts';
import { noAnswer, SIGNED_OUT } from '../support/floors/unknown-facts.ts';

/** A message without mentions and links. */
const NOTHING_LIVE = { users: [], userGroups: [], channels: [], broadcasts: [], links: [] };

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  let layer: SlackLayer;
  const ada = () => layer.workspace.as(ADA);
  const ben = () => layer.workspace.as('U0BEN');
  const openForm = async () => layer.view('view_opened', (await ada().globalShortcut('look_up_agent')).seq);
  const lookUp = async (text: string) => {
    const { message } = await ben().post(CHANNEL, text);
    const { seq } = await ada().messageShortcut('look_up_agents_in_message', message);
    return layer.message('ephemeral_posted', seq);
  };

  beforeAll(async () => {
    layer = await startSlackLayer(mode);
  });
  afterAll(() => layer[Symbol.asyncDispose]());
  beforeEach(() => {
    const { onAgent, onFloor: floor } = createScriptedQueries();
    Object.assign(layer.queries, { onAgent, onFloor: floor });
    const { onRequester, onAgents } = createScriptedAccess();
    Object.assign(layer.access, { onRequester, onAgents });
    layer.queries.asked.length = 0;
    layer.workspace.faults.clear();
  });

  describe('/agent', () => {
    test('answers only the requester, for the person, team and channel of the question', async () => {
      const message = await layer.ask(' #1099  STATS ');
      expect(message.ephemeral_to).toBe(ADA);
      expect(wordsOf(message)).toContain('Agent 1099 · Ana García');
      expect(message.text).toContain('As of');
      expect(layer.queries.asked).toEqual([
        { requester: { userId: ADA, teamId: 'T0LOCAL', channelId: CHANNEL }, agentId: 1099, view: 'stats' },
      ]);
      expect(ben().messages(CHANNEL)).not.toContainEqual(message);
    });

    test.each(['help', ''])('%j shows the help without a query', async (text) => {
      expect(wordsOf(await layer.ask(text))).toContain('/agent 1099 stats');
      expect(layer.queries.asked).toEqual([]);
    });

    test('quotes the text that it did not understand, and suggests what to type', async () => {
      const message = await layer.ask('*maria* `<!channel>` stats');
      expect(wordsOf(message)).toContain('“*maria*” is not an agent id');
      expect(wordsOf(message)).toContain('/agent 1099 stats');
      expect(layer.workspace.mentions(message)).toEqual(NOTHING_LIVE);
    });

    test('shows a hostile name literally', async () => {
      const name = '<!channel> *Ana* <https://evil.example|x> :smile:';
      const state = known(onFloor({ name }), SOURCES.floor, NOW);
      layer.queries.onAgent = () => card({ state });
      const message = await layer.ask('1099');
      expect(wordsOf(message)).toContain(`Agent 1099 · ${name}`);
      expect(layer.workspace.mentions(message)).toEqual(NOTHING_LIVE);
    });

    test('names the people to ask if the person is no supervisor', async () => {
      layer.access.onAgents = () => ({ reason: 'not-a-supervisor', supervisors: ['U0BEN', 'S0FLOOR'] });
      const message = await layer.ask('1099');
      expect(message.text).toContain('Ask one of them: <@U0BEN>, <!subteam^S0FLOOR>.');
      expect(JSON.stringify(message.blocks)).toContain('"user_id":"U0BEN"');
    });
  });

  describe('a card', () => {
    test('is refreshed in place', async () => {
      const first = await layer.ask('1099 state');
      const state = known(onFloor({ state: 'on-break' }), SOURCES.floor, NOW);
      layer.queries.onAgent = () => card({ state });
      const { seq } = await ada().click(first, 'agent_refresh');
      const second = await layer.message('ephemeral_updated', seq);
      expect(second.ts).toBe(first.ts);
      expect(wordsOf(second)).toContain('On break');
      expect(layer.queries.asked.map(({ view }) => view)).toEqual(['state', 'state']);
    });

    test('is shared under the sharer’s name, once for a double click, and stays', async () => {
      const own = await layer.ask('1099');
      const [{ seq }] = await Promise.all([ada().click(own, 'agent_share'), ada().click(own, 'agent_share')]);
      const shared = await layer.message('message_posted', seq);
      expect(wordsOf(shared)).toContain(`Shared by <@${ADA}>`);
      expect(wordsOf(shared)).toContain('Agent 1099 · Ana García');
      expect(layer.queries.asked).toHaveLength(2);
      await layer.ask('help');
      expect(layer.workspace.messages.in(CHANNEL).filter(({ ephemeral_to }) => !ephemeral_to)).toHaveLength(
        1,
      );
      expect(ada().messages(CHANNEL)).toContainEqual(own);
    });

    test('is not shared after the person lost the right', async () => {
      const own = await layer.ask('1100');
      layer.access.onRequester = () => ({ reason: 'guest' });
      const { seq } = await ada().click(own, 'agent_share');
      expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain('Guests cannot use');
    });

    test('opens for the person who presses the button of a shared one, with that person’s rights', async () => {
      const own = await layer.ask('1101');
      const shared = await layer.message('message_posted', (await ada().click(own, 'agent_share')).seq);
      layer.access.onAgents = ({ userId }) =>
        userId === 'U0BEN' ? { reason: 'not-a-supervisor', supervisors: [] } : null;
      const report = await ben().click(shared, 'agent_look_up');
      const answer = await layer.message('ephemeral_posted', report.seq);
      expect(answer.ephemeral_to).toBe('U0BEN');
      expect(wordsOf(answer)).toContain('SUPERVISORS');
    });

    test('with a forged or outdated button says so', async () => {
      const own = await layer.ask('1099');
      for (const value of ['1-170 7 card', '1-171 1099 card', 'x', '1-170 1099 __proto__']) {
        const { seq, acked } = await ada().click(own, 'agent_share', { value });
        expect(acked).toBe(true);
        expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain('has expired');
      }
    });
  });

  describe('the shortcut "Look up an agent"', () => {
    test('asks for the id, explains an invalid one, and shows the answer in the modal', async () => {
      const form = await openForm();
      const refused = await ada().submit(form, { agent_id: '42' });
      expect(refused.errors).toEqual({ agent_id: expect.stringContaining('a number from 101 to 999999') });
      const { seq, ackBody } = await ada().submit(form, { agent_id: '#1099', view: 'calls' });
      expect(JSON.stringify(ackBody)).toContain('Looking up agent 1099');
      await layer.workspace.next(
        (event) => event.type === 'request' && event.request.method === 'views.update',
        {
          since: seq,
        },
      );
      const shown = ada().openModal();
      expect(wordsOf(shown ?? {})).toContain('Agent 1099 · Ana García');
      expect(layer.queries.asked).toEqual([
        { requester: { userId: ADA, teamId: 'T0LOCAL', channelId: null }, agentId: 1099, view: 'calls' },
      ]);
    });

    test('refreshes the answer in the modal, which has no channel to share to', async () => {
      const form = await openForm();
      const { seq } = await ada().submit(form, { agent_id: '1099' });
      await layer.workspace.next(
        (event) => event.type === 'request' && event.request.method === 'views.update',
        {
          since: seq,
        },
      );
      const shown = ada().openModal();
      if (shown === undefined) throw new Error('no modal');
      expect(JSON.stringify(shown.blocks)).not.toContain('agent_share');
      layer.queries.onAgent = () => card({ state: SIGNED_OUT });
      const refreshed = await ada().click(shown, 'agent_refresh');
      expect(wordsOf(await layer.view('view_updated', refreshed.seq))).toContain('Agent 1099 is signed out');
    });
  });

  describe('the shortcut "Look up agents"', () => {
    test('shows the first five agents in the message, and says so', async () => {
      const answer = await lookUp('Look at agents 1001, 1002, 1003, 1004, 1005 and 1006 please');
      expect(wordsOf(answer)).toContain('The message names 6 agents; these are the first 5.');
      expect(layer.queries.asked.map((asked) => asked.agentId)).toEqual([1001, 1002, 1003, 1004, 1005]);
      const { seq } = await ada().click(answer, 'agent_look_up', {
        blockId: answer.blocks?.[3]?.block_id ?? '',
      });
      expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain('Agent 1002');
    });

    test('says that the message has none', async () => {
      expect(wordsOf(await lookUp('Lunch at 14:30?'))).toContain('No agent ids found in this message.');
    });

    test('says a refusal once', async () => {
      layer.access.onRequester = () => ({ reason: 'rights-unknown' });
      const words = wordsOf(await lookUp('1001 and 1002'));
      expect(words.match(/Could not check your permissions/g)).toHaveLength(1);
    });
  });

  describe('App Home', () => {
    test('shows the floor, the connections and the usage; Refresh publishes it again', async () => {
      const { seq } = await ada().openHome();
      const home = await layer.view('view_published', seq);
      for (const part of [
        '*Signed in*\n60',
        '*Wrap-up*\n6',
        'Choose the queues that you look after',
        '*CC-CMS* does not answer: its certificate',
      ]) {
        expect(wordsOf(home)).toContain(part);
      }
      layer.queries.onFloor = () => viewOf(FLOORS['busy day'], { totals: noAnswer('upstream-busy') });
      const again = await ada().click(home, 'home_refresh');
      expect(wordsOf(await layer.view('view_published', again.seq))).toContain(
        'it asked for fewer questions',
      );
    });

    test('is published once for an event that Slack delivers three times', async () => {
      const { seq } = await ada().openHome();
      await layer.view('view_published', seq);
      expect(await layer.workspace.appEvents.redeliver()).toMatchObject({ acked: true });
      expect(await layer.workspace.appEvents.redeliver()).toMatchObject({ acked: true });
      await layer.ask('help');
      const published = layer.workspace.events.filter(
        (event) => event.type === 'view_published' && event.seq > seq,
      );
      expect(published).toHaveLength(1);
    });

    test('is published even when it cannot be rendered', async () => {
      layer.queries.onFloor = () => Promise.reject(new Error('boom'));
      const { seq } = await ada().openHome();
      const home = await layer.view('view_published', seq);
      expect(wordsOf(home)).toContain('could not be put together');
      expect(wordsOf(home)).not.toContain('boom');
    });

    test('opens the look-up form, and ignores the messages tab', async () => {
      const home = await layer.view('view_published', (await ada().openHome()).seq);
      const { seq } = await ada().click(home, 'home_look_up');
      expect((await layer.view('view_opened', seq)).callback_id).toBe('look_up_agent_form');
      const before = layer.workspace.requests.length;
      await ada().openHome('messages');
      await layer.ask('help');
      expect(layer.workspace.requests.slice(before).map(({ method }) => method)).toEqual(['response_url']);
    });
  });

  test('after an error in a listener, the person gets a reference to the log, without the error', async () => {
    layer.queries.onAgent = () => Promise.reject(new Error('secret reason'));
    const message = await layer.ask('1099');
    const reference = /reference: ([0-9a-f]{8})/.exec(wordsOf(message))?.[1];
    expect(layer.logger.lines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ reference }) }),
    );
    expect(JSON.stringify([message, layer.logger.lines])).not.toContain('secret reason');
    layer.queries.onAgent = createScriptedQueries().onAgent;
    expect(wordsOf(await layer.ask('1099'))).toContain(`Agent ${agentId(1099)}`);
  });

  test('auth.test was called once, and no log line has a secret', () => {
    expect(layer.workspace.events.filter(({ type }) => type === 'request')).not.toEqual([]);
    expect(layer.workspace.requests.filter(({ method }) => method === 'auth.test')).toHaveLength(1);
    const { appToken, botToken, signingSecret, url } = layer.workspace;
    const log = JSON.stringify(layer.logger.lines);
    for (const secret of [appToken, botToken, signingSecret, url, 'Ana García'])
      expect(log).not.toContain(secret);
  });

  test('Slack rejected nothing', () => {
    expect(layer.workspace.events.filter(({ type }) => type === 'refused')).toEqual([]);
    expect(layer.workspace.requests.filter(({ ok }) => !ok)).toEqual([]);
  });
});
