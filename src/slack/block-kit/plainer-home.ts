import type { types } from '@slack/bolt';
import { z } from 'zod';
import { clamp, neutralise } from './escaping.ts';
import { LIMITS } from './limits.ts';
import { ownMarkup } from './message.ts';

/** The same page as paragraphs of text, with its first row of buttons: for a Slack that refuses something in it. */
export function plainerHomeView({ blocks }: types.HomeView): types.HomeView {
  const buttons = blocks.findIndex(({ type }) => type === 'actions');
  return {
    type: 'home',
    blocks: blocks.flatMap((block, index): types.HomeView['blocks'] => {
      if (index === buttons) return [block];
      const words = wordsOf(block).filter((line) => line !== '');
      if (words.length === 0) return [];
      return [{ type: 'section', text: ownMarkup(clamp(words.join('\n'), LIMITS.sectionText)) }];
    }),
  };
}

/** As mrkdwn that shows what the block says; nothing for buttons and menus. */
function wordsOf(block: object): string[] {
  const parts = partsSchema.safeParse(block).data;
  if (parts === undefined) return [];
  const { text, fields = [], elements = [] } = parts;
  return [...(text === undefined ? [] : [text]), ...fields, ...elements];
}

const textObject = z
  .object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() })
  .transform(({ type, text }) => (type === 'plain_text' ? neutralise(text) : text));

const leaf = z.union([
  z.object({ type: z.literal('text'), text: z.string() }).transform(({ text }) => neutralise(text)),
  z.object({ user_id: z.string() }).transform(({ user_id }) => `<@${user_id}>`),
  z.object({ channel_id: z.string() }).transform(({ channel_id }) => `<#${channel_id}>`),
  z.object({ usergroup_id: z.string() }).transform(({ usergroup_id }) => `<!subteam^${usergroup_id}>`),
]);

/** Sections have a text and fields, context blocks and rich text have elements. */
const partsSchema = z.object({
  text: textObject.optional(),
  fields: z.array(textObject).optional(),
  elements: z
    .array(
      z.union([
        textObject,
        z.object({ elements: z.array(leaf) }).transform(({ elements }) => elements.join('')),
      ]),
    )
    .optional(),
});
