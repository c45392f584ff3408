import { z } from 'zod';

/** Schemas of text objects, options and confirmation dialogs, which blocks and elements consist of. */

export const MAX_ID_CHARACTERS = 255;

export const id = z.string().min(1).max(MAX_ID_CHARACTERS);

export const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

export const mrkdwnText = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwnText(max)]);

export const url = z
  .string()
  .max(3000)
  .refine((value) => URL.canParse(value), { error: 'invalid url' });

export const imageUrl = url.refine((value) => /^https?:/.test(value), { error: 'invalid url' });

const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = (text: z.ZodType) =>
  z.strictObject({
    text,
    value: z.string().min(1).max(150),
    description: anyText(75).optional(),
    url: url.optional(),
  });

/** Options of menus have plain text only; options of checkboxes and radio buttons may have mrkdwn. */
export const menuOption = option(plainText(75));
export const choiceOption = option(anyText(75));

const optionGroup = z.strictObject({ label: plainText(75), options: z.array(menuOption).min(1).max(100) });

export const menuOptions = {
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

export const placeholder = { placeholder: plainText(150).optional() };
export const focusable = { focus_on_load: z.boolean().optional() };
export const confirmable = { confirm: confirm.optional() };
export const actionable = { action_id: id.optional() };

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, { error: 'filter must have a field' });

const slackFile = z.union([
  z.strictObject({ id: z.string().min(1) }),
  z.strictObject({ url: z.string().min(1) }),
]);

/** The source of an image: either a URL or a Slack file. */
export const imageSource = { image_url: imageUrl.optional(), slack_file: slackFile.optional() };

export const hasOneImageSource = (image: { image_url?: unknown; slack_file?: unknown }): boolean =>
  (image.image_url === undefined) !== (image.slack_file === undefined);

export const ONE_IMAGE_SOURCE = { error: 'must have either image_url or slack_file' };
