import { expect, test } from 'vitest';
import { richTextBlocks } from '../../../../src/slack/block-kit/rich-text.ts';
import { bold, emoji } from '../../../../src/slack/block-kit/sentence.ts';

test('an emoji is an element of its own, because Slack shows its name in a text', () => {
  expect(richTextBlocks([[emoji(':warning:'), '1099 ', bold('late')]], 100)).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'emoji', name: 'warning' },
            { type: 'text', text: ' ' },
            { type: 'text', text: '1099 ' },
            { type: 'text', text: 'late', style: { bold: true } },
          ],
        },
      ],
    },
  ]);
});
