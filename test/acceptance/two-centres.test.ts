import { expect, test } from 'vitest';
import {
  ADA,
  CHANNEL,
  createScriptedCentre,
  createScriptedQueries,
  startSlackLayer,
  wordsOf,
} from '../support/bots/slack-layer.ts';

test('a button or a form asks the centre that its value names, and its answer names the same centre', async () => {
  const [first, second] = [createScriptedQueries(), createScriptedQueries()];
  await using layer = await startSlackLayer('http', {
    centres: [createScriptedCentre('1-170', first), createScriptedCentre('1-171', second)],
  });
  const person = layer.workspace.as(ADA);
  const own = await layer.ask('1099');
  expect(JSON.stringify(own.blocks)).toContain('"value":"1-170 1099 card"');
  expect([first.asked.length, second.asked.length]).toEqual([1, 0]);

  const refreshed = await person.click(own, 'agent_refresh', { value: '1-171 1099 card' });
  const answer = await layer.message('ephemeral_updated', refreshed.seq);
  expect(JSON.stringify(answer.blocks)).toContain('"value":"1-171 1099 card"');
  expect(JSON.stringify(answer.blocks)).not.toContain('1-170');
  expect([first.asked.length, second.asked.length]).toEqual([1, 1]);

  const home = await layer.view('view_published', (await person.openHome()).seq);
  const form = await layer.view(
    'view_opened',
    (await person.click(home, 'home_look_up', { value: '1-171' })).seq,
  );
  expect(form.private_metadata).toBe('1-171');
  await person.submit(form, { agent_id: '1100' });
  await expect.poll(() => second.asked.length).toBe(2);
  expect(first.asked).toHaveLength(1);
});

test('a button of a centre that is not configured says that it is old', async () => {
  await using layer = await startSlackLayer('socket');
  const report = await layer.workspace.as(ADA).command(CHANNEL, '/floor', '');
  const own = await layer.message('ephemeral_posted', report.seq);
  const pressed = await layer.workspace.as(ADA).click(own, 'floor_open', { value: '1-171 queues 0' });
  expect(wordsOf(await layer.message('ephemeral_posted', pressed.seq))).toContain('has expired');
});
