import { z } from 'zod';
import {
  actionable,
  anyText,
  choiceOption,
  confirmable,
  conversationFilter,
  focusable,
  hasOneImageSource,
  imageSource,
  menuOption,
  menuOptions,
  ONE_IMAGE_SOURCE,
  placeholder,
  plainText,
  url,
} from './composition.ts';
import { richText } from './rich-text.ts';

const style = { style: z.enum(['primary', 'danger']).optional() };
const accessibilityLabel = { accessibility_label: z.string().max(75).optional() };
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date as YYYY-MM-DD' });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time as HH:mm' });
const menu = { ...actionable, ...confirmable, ...focusable, ...placeholder };
const many = { max_selected_items: z.int().min(1).optional() };
const typing = {
  ...actionable,
  ...focusable,
  ...placeholder,
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .optional(),
    })
    .optional(),
};

const eitherOptions = (element: { options?: unknown; option_groups?: unknown }): boolean =>
  (element.options === undefined) !== (element.option_groups === undefined);
const EITHER_OPTIONS = { error: 'must have either options or option_groups' };

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  ...confirmable,
  ...style,
  ...accessibilityLabel,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  ...confirmable,
  ...style,
  ...accessibilityLabel,
  text: plainText(75),
  workflow: z.looseObject({ trigger: z.looseObject({ url }) }),
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...actionable,
  ...confirmable,
  ...focusable,
  options: z.array(choiceOption).min(1).max(10),
  initial_options: z.array(choiceOption).min(1).optional(),
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...actionable,
  ...confirmable,
  ...focusable,
  options: z.array(choiceOption).min(1).max(10),
  initial_option: choiceOption.optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  ...confirmable,
  options: z.array(menuOption).min(1).max(5),
});

const datepicker = z.strictObject({ type: z.literal('datepicker'), ...menu, initial_date: date.optional() });
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...menu,
  initial_time: time.optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const selects = [
  z
    .strictObject({
      type: z.literal('static_select'),
      ...menu,
      ...menuOptions,
      initial_option: menuOption.optional(),
    })
    .refine(eitherOptions, EITHER_OPTIONS),
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: menuOption.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: conversationFilter.optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
] as const;

const multiSelects = [
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...menu,
      ...many,
      ...menuOptions,
      initial_options: z.array(menuOption).optional(),
    })
    .refine(eitherOptions, EITHER_OPTIONS),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...menu,
    ...many,
    initial_options: z.array(menuOption).optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...menu,
    ...many,
    initial_users: z.array(z.string()).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...menu,
    ...many,
    initial_conversations: z.array(z.string()).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...menu,
    ...many,
    initial_channels: z.array(z.string()).optional(),
  }),
] as const;

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typing,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), {
    error: 'min_length must not exceed max_length',
  });

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typing,
  initial_value: richText.optional(),
  min_lines: z.int().min(1).optional(),
  max_lines: z.int().min(1).optional(),
});

/** Elements that are valid in modals only. */
const modalInputs = [
  z.strictObject({ type: z.literal('email_text_input'), ...typing, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typing, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typing,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    ...actionable,
    filetypes: z.array(z.string()).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const;

export const imageElement = z
  .strictObject({ type: z.literal('image'), alt_text: z.string().min(1).max(2000), ...imageSource })
  .refine(hasOneImageSource, ONE_IMAGE_SOURCE);

const choices = [checkboxes, radioButtons, datepicker, timepicker, ...selects, ...multiSelects] as const;

export const accessory = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  imageElement,
  ...choices,
]);

export const actionElement = (inMessage: boolean) =>
  z.discriminatedUnion('type', [
    button,
    workflowButton,
    overflow,
    datetimepicker,
    ...choices,
    ...(inMessage ? [] : [richTextInput]),
  ]);

/** The elements that an input block may hold on each surface. */
export const inputElement = {
  message: z.discriminatedUnion('type', [plainTextInput, datetimepicker, ...choices]),
  modal: z.discriminatedUnion('type', [
    plainTextInput,
    richTextInput,
    datetimepicker,
    ...modalInputs,
    ...choices,
  ]),
  home: z.discriminatedUnion('type', [plainTextInput, richTextInput, ...choices]),
};

export const contextElement = z.union([imageElement, anyText(3000)]);

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: z.string().max(2000),
  ...accessibilityLabel,
});

export const contextAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    ...actionable,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    ...actionable,
    ...confirmable,
    ...accessibilityLabel,
    icon: z.string().min(1),
    text: plainText(75),
    value: z.string().max(2000).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
]);
