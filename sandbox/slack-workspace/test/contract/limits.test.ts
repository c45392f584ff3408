import { describe, expect, test } from 'vitest';
import { checkMessage } from '../../slack/block-kit/message.ts';
import { checkView } from '../../slack/block-kit/view.ts';
import type { JsonObject } from '../../slack/json.ts';
import {
  chars,
  dataTable,
  home,
  inMessages,
  inViews,
  mrkdwn,
  plain,
  section,
  table,
  times,
} from '../fixtures/block-kit-limits.ts';

const list = (blocks: JsonObject | JsonObject[]): JsonObject[] => [blocks].flat();

describe('a message', () => {
  test.each(inMessages)('%s: accepts the limit, rejects one more', (_name, inside, outside, word) => {
    expect(checkMessage({ text: 'x', blocks: list(inside) })).toBeUndefined();
    const refused = checkMessage({ text: 'x', blocks: list(outside) });
    expect(refused?.error).toBe('invalid_blocks');
    expect(refused?.messages.join('\n')).toContain(word);
  });

  test('may have one block of the table family, at any place', () => {
    const hidden = { type: 'container', title: plain(1), child_blocks: [table(1, 1)] };
    const refused = checkMessage({ blocks: [hidden, dataTable()] });
    expect(refused).toEqual({
      error: 'invalid_attachments',
      messages: ['only_one_table_allowed [json-pointer:/blocks]'],
    });
  });

  test('accepts at most 40,000 characters of text', () => {
    expect(checkMessage({ text: chars(40_000) })).toBeUndefined();
    expect(checkMessage({ text: chars(40_001) })?.error).toBe('msg_too_long');
  });

  test('needs a text, a block or an attachment', () => {
    expect(checkMessage({})?.error).toBe('no_text');
    expect(checkMessage({ text: '', blocks: [] })?.error).toBe('no_text');
    expect(checkMessage({ blocks: [{ type: 'divider' }] })).toBeUndefined();
  });

  test('is checked including the blocks of attachments', () => {
    const attachments = [{ color: '#123456', blocks: [{ type: 'header', text: plain(151) }] }];
    const refused = checkMessage({ attachments });
    expect(refused?.error).toBe('invalid_attachments');
    expect(refused?.messages[0]).toContain('/attachments/0/blocks/0/text/text');
  });

  test('is rejected with the path of every problem', () => {
    const refused = checkMessage({
      blocks: [section({ text: mrkdwn(3001) }), { type: 'header', text: plain(151) }],
    });
    expect(refused?.messages).toEqual([
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      'must be less than 151 characters [json-pointer:/blocks/1/text/text]',
    ]);
  });
});

describe('a view', () => {
  test.each(inViews)(
    '%s (%s): accepts the limit, rejects one more',
    (_name, surface, inside, outside, word) => {
      expect(checkView(inside, surface)).toBeUndefined();
      const refused = checkView(outside, surface);
      expect(refused?.error).toBe('invalid_arguments');
      expect(refused?.messages.join('\n')).toContain(word);
    },
  );

  test('may have at most 250 kB', () => {
    const light = times(100, () => section({ text: mrkdwn(2400) }));
    const heavy = times(100, () => section({ text: mrkdwn(2500) }));
    expect(checkView(home({ blocks: light }), 'home')).toBeUndefined();
    expect(checkView(home({ blocks: heavy }), 'home')?.error).toBe('view_too_large');
  });
});
