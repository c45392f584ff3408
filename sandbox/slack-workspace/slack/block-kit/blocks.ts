import { z } from 'zod';
import {
  anyText,
  hasOneImageSource,
  id,
  imageSource,
  imageUrl,
  mrkdwnText,
  ONE_IMAGE_SOURCE,
  plainText,
  url,
} from './composition.ts';
import {
  accessory,
  actionElement,
  button,
  contextAction,
  contextElement,
  imageElement,
  inputElement,
} from './elements.ts';
import { richText } from './rich-text.ts';
import { dataTable, dataVisualization, table } from './tables.ts';

export type Surface = 'message' | 'modal' | 'home';

const blockId = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: 'must have text or fields',
  });

const header = z.strictObject({
  type: z.literal('header'),
  ...blockId,
  text: plainText(150),
  level: z.int().min(1).max(4).optional(),
});

const divider = z.strictObject({ type: z.literal('divider'), ...blockId });

const image = z
  .strictObject({
    type: z.literal('image'),
    ...blockId,
    alt_text: z.string().min(1).max(2000),
    title: plainText(2000).optional(),
    ...imageSource,
  })
  .refine(hasOneImageSource, ONE_IMAGE_SOURCE);

const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z.array(contextElement).min(1).max(10),
});

const actions = (surface: Surface) =>
  z.strictObject({
    type: z.literal('actions'),
    ...blockId,
    elements: z
      .array(actionElement(surface === 'message'))
      .min(1)
      .max(25),
  });

const input = (surface: Surface) =>
  z.strictObject({
    type: z.literal('input'),
    ...blockId,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: inputElement[surface],
  });

const video = z.strictObject({
  type: z.literal('video'),
  ...blockId,
  video_url: imageUrl,
  thumbnail_url: imageUrl,
  alt_text: z.string().min(1).max(2000),
  title: plainText(199),
  title_url: imageUrl.optional(),
  author_name: z.string().max(49).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: imageUrl.optional(),
  description: plainText(199).optional(),
});

const alert = z.strictObject({
  type: z.literal('alert'),
  ...blockId,
  text: anyText(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const markdown = z.strictObject({
  type: z.literal('markdown'),
  ...blockId,
  text: z.string().min(1).max(12_000),
});

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...blockId,
  elements: z.array(contextAction).min(1).max(5),
});

const card = z
  .strictObject({
    type: z.literal('card'),
    ...blockId,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    slack_icon: z.looseObject({}).optional(),
    title: mrkdwnText(150).optional(),
    subtitle: mrkdwnText(150).optional(),
    body: mrkdwnText(200).optional(),
    actions: z.array(button).min(1).optional(),
  })
  .refine(({ hero_image, title, actions, body }) => hero_image ?? title ?? actions ?? body, {
    error: 'must have hero_image, title, actions or body',
  });

const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...blockId,
  elements: z.array(card).min(1).max(10),
});

const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...blockId,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url, text: z.string().min(1) })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});

/** A task outside a plan has already begun; `pending` is valid inside a plan only. */
const loneTaskCard = taskCard.refine((block) => block.status !== 'pending', {
  error: 'a pending task_card must be inside a plan',
});

const plan = z.strictObject({
  type: z.literal('plan'),
  ...blockId,
  title: z.string().min(1),
  tasks: z.array(taskCard).min(1).optional(),
});

const container = (surface: Surface) =>
  z
    .strictObject({
      type: z.literal('container'),
      ...blockId,
      title: plainText(150).optional(),
      rich_text_title: richText.optional(),
      subtitle: anyText(150).optional(),
      icon: imageElement.optional(),
      width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
      is_collapsible: z.boolean().optional(),
      default_collapsed: z.boolean().optional(),
      has_header_divider: z.boolean().optional(),
      child_blocks: z
        .array(
          z.discriminatedUnion('type', [
            actions(surface),
            context,
            divider,
            header,
            image,
            input(surface),
            richText,
            section,
            video,
            ...(surface === 'message' ? [table] : []),
          ]),
        )
        .min(1)
        .max(10),
    })
    // If both are present, Slack shows rich_text_title (Slack's reference of the block).
    .refine(({ title, rich_text_title }) => title ?? rich_text_title, {
      error: 'must have title or rich_text_title',
    });

const everywhere = (surface: Surface) =>
  [section, header, divider, image, context, actions(surface), input(surface), richText, video] as const;

/**
 * The blocks that each surface accepts. Where Slack's own sources disagree (table family and charts on Home, alert in
 * messages, card in modals), the stricter reading applies, so that accepted blocks are valid in Slack.
 */
export const blockOn: Record<Surface, z.ZodType> = {
  message: z.discriminatedUnion('type', [
    ...everywhere('message'),
    card,
    carousel,
    container('message'),
    contextActions,
    markdown,
    table,
    dataTable,
    dataVisualization,
    loneTaskCard,
    plan,
  ]),
  modal: z.discriminatedUnion('type', [...everywhere('modal'), alert]),
  home: z.discriminatedUnion('type', [...everywhere('home'), card, carousel, container('home')]),
};
