import { describe, expect, test } from 'vitest';
import { ADA, CHANNEL, type SlackLayer, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';

const WENT_WRONG = /Something went wrong in Floorwalker.*\(reference: [0-9a-f]{8}\)/su;

function broken(): never {
  throw new TypeError("Cannot read properties of undefined (reading 'Ana')");
}

/** Makes every query fail with a programming error. */
function breakQueries({ queries, access }: SlackLayer): void {
  Object.assign(queries, { onAgent: broken, onFloor: broken, onQueues: broken });
  Object.assign(access, { onAgents: broken });
}

/** Checks that the reference in the answer is in the log, and that neither has the text of the error. */
function expectReferenceInLog(layer: SlackLayer, words: string): void {
  expect(words).toMatch(WENT_WRONG);
  expect(words).not.toContain('undefined');
  const reference = /reference: ([0-9a-f]{8})/.exec(words)?.[1];
  const line = layer.logger.lines.find(({ message }) => message === 'listener failed');
  const at = expect.stringMatching(/^src.slack.*\.ts:/);
  expect(line?.fields).toMatchObject({ reference, error: 'TypeError', at });
  expect(JSON.stringify(layer.logger.lines)).not.toContain('reading');
}

async function openForm(layer: SlackLayer) {
  const { seq } = await layer.workspace.as(ADA).globalShortcut('look_up_agent');
  return layer.view('view_opened', seq);
}

describe.each(['socket', 'http'] as const)('when a listener throws, in %s mode', (mode) => {
  test('a command is acknowledged and answered', async () => {
    await using layer = await startSlackLayer(mode);
    breakQueries(layer);
    expectReferenceInLog(layer, wordsOf(await layer.ask('1099')));
  });

  test('a button of a message is acknowledged and answered beside it', async () => {
    await using layer = await startSlackLayer(mode);
    const card = await layer.ask('1099');
    breakQueries(layer);
    const pressed = await layer.workspace.as(ADA).click(card, 'agent_refresh');
    expect(pressed.acked).toBe(true);
    expectReferenceInLog(layer, wordsOf(await layer.message('ephemeral_posted', pressed.seq)));
  });

  test('a button of App Home is acknowledged and answered in a direct message', async () => {
    await using layer = await startSlackLayer(mode);
    const ada = layer.workspace.as(ADA);
    const home = await layer.view('view_published', (await ada.openHome()).seq);
    breakQueries(layer);
    const pressed = await ada.click(home, 'home_look_up');
    expect(pressed.acked).toBe(true);
    expectReferenceInLog(layer, wordsOf(await layer.message('message_posted', pressed.seq)));
  });

  test('a button of a modal is acknowledged and answered in it', async () => {
    await using layer = await startSlackLayer(mode);
    const ada = layer.workspace.as(ADA);
    const submitted = await ada.submit(await openForm(layer), { agent_id: '1099' });
    const event = await layer.workspace.next(
      (next) => next.type === 'view_updated' && wordsOf(next.view).includes('As of'),
      { since: submitted.seq },
    );
    if (event.type !== 'view_updated') throw new Error('unreachable');
    breakQueries(layer);
    const pressed = await ada.click(event.view, 'agent_refresh');
    expect(pressed.acked).toBe(true);
    expectReferenceInLog(layer, wordsOf(await layer.view('view_updated', pressed.seq)));
  });

  test('a form that was accepted is replaced by the error', async () => {
    await using layer = await startSlackLayer(mode);
    const form = await openForm(layer);
    breakQueries(layer);
    const submitted = await layer.workspace.as(ADA).submit(form, { agent_id: '1099' });
    expect(submitted.acked).toBe(true);
    const event = await layer.workspace.next(
      (next) => next.type === 'view_updated' && WENT_WRONG.test(wordsOf(next.view)),
      { since: submitted.seq },
    );
    expectReferenceInLog(layer, event.type === 'view_updated' ? wordsOf(event.view) : '');
  });

  test.each(['look_up_agent_form', 'favourite_queues_form', 'subscription_form'])(
    'a malformed submission of %s keeps the form open, with an error at its first field',
    async (callback_id) => {
      await using layer = await startSlackLayer(mode);
      const input = { type: 'input', block_id: 'first', element: { type: 'plain_text_input' } };
      const view = { id: 'V1', type: 'modal', callback_id, blocks: [{ type: 'divider' }, input] };
      const { acked, ackBody } = await layer.workspace.deliver(submission({ ...view, state: null }));
      expect(acked).toBe(true);
      const errors = { first: expect.stringMatching(WENT_WRONG) };
      expect(ackBody).toEqual({ response_action: 'errors', errors });
    },
  );

  test.each([
    ['no blocks', {}],
    ['blocks that are null', { blocks: null }],
    ['no field', { blocks: [{ type: 'divider', block_id: 'x' }, null] }],
    ['no state', { blocks: [], state: {} }],
  ])('a submission with %s is replaced by the error', async (_name, fields) => {
    await using layer = await startSlackLayer(mode);
    const view = { id: 'V1', type: 'modal', callback_id: 'look_up_agent_form', ...fields };
    const { acked, ackBody } = await layer.workspace.deliver(submission(view));
    expect(acked).toBe(true);
    expect(ackBody).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    expect(JSON.stringify(ackBody)).toMatch(WENT_WRONG);
  });

  test('the global shortcut is acknowledged and answered in a direct message', async () => {
    await using layer = await startSlackLayer(mode);
    breakQueries(layer);
    const used = await layer.workspace.as(ADA).globalShortcut('look_up_agent');
    expect(used.acked).toBe(true);
    expectReferenceInLog(layer, wordsOf(await layer.message('message_posted', used.seq)));
  });

  test('the message shortcut is acknowledged and answered', async () => {
    await using layer = await startSlackLayer(mode);
    breakQueries(layer);
    const ada = layer.workspace.as(ADA);
    const { message } = await ada.post(CHANNEL, 'Is 1099 all right?');
    const used = await ada.messageShortcut('look_up_agents_in_message', message);
    expect(used.acked).toBe(true);
    expectReferenceInLog(layer, wordsOf(await layer.message('ephemeral_posted', used.seq)));
  });

  test('a menu gets no options', async () => {
    await using layer = await startSlackLayer(mode);
    breakQueries(layer);
    const body = {
      type: 'block_suggestion',
      ...PERSON,
      action_id: 'favourite_queues',
      block_id: 'b',
      value: 'S',
    };
    const { acked, ackBody } = await layer.workspace.deliver({ kind: 'interactive', body });
    expect([acked, ackBody]).toEqual([true, { options: [] }]);
  });

  test('a person without a usable response_url gets a direct message', async () => {
    await using layer = await startSlackLayer(mode);
    breakQueries(layer);
    layer.workspace.faults.add({ kind: 'status', status: 404, method: 'response_url' });
    const { seq } = await layer.workspace.as(ADA).command(CHANNEL, '/agent', '1099');
    expectReferenceInLog(layer, wordsOf(await layer.message('message_posted', seq)));
  });
});

const PERSON = { user: { id: ADA, team_id: 'T0LOCAL' }, team: { id: 'T0LOCAL', domain: 'local' } };

function submission(view: object) {
  return { kind: 'interactive' as const, body: { type: 'view_submission', ...PERSON, view } };
}
