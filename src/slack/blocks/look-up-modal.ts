import type { types } from '@slack/bolt';
import { clamp } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Message, plainText, textBlocks } from '../block-kit/message.ts';
import { VIEWS } from '../questions/identifiers.ts';
import { VIEW_CHOICES } from '../replies/agent-words.ts';
import { LOOK_UP_FORM } from '../replies/help-replies.ts';

/** Where the form's answers stand in a submission. */
export const FORM_FIELDS = { agentId: 'agent_id', view: 'view' } as const;

export function lookUpForm(): types.ModalView {
  const choices = VIEW_CHOICES.map(
    ({ view, words }): types.PlainTextOption => ({ text: plainText(words, LIMITS.optionText), value: view }),
  );
  return {
    ...frame(LOOK_UP_FORM.title),
    callback_id: VIEWS.lookUp,
    submit: plainText(LOOK_UP_FORM.submit, LIMITS.viewTitle),
    blocks: [
      {
        type: 'input',
        block_id: FORM_FIELDS.agentId,
        label: plainText(LOOK_UP_FORM.idLabel, LIMITS.inputLabel),
        hint: plainText(LOOK_UP_FORM.idHint, LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: FORM_FIELDS.agentId,
          max_length: 40,
          focus_on_load: true,
          placeholder: plainText(LOOK_UP_FORM.idPlaceholder, LIMITS.placeholder),
        },
      },
      {
        type: 'input',
        block_id: FORM_FIELDS.view,
        label: plainText(LOOK_UP_FORM.viewLabel, LIMITS.inputLabel),
        element: {
          type: 'static_select',
          action_id: FORM_FIELDS.view,
          options: choices,
          ...(choices[0] === undefined ? {} : { initial_option: choices[0] }),
        },
      },
    ],
  };
}

/** Shown from submission until the answer is there. */
export function lookingUpView(agentId: number): types.ModalView {
  return waitingView(LOOK_UP_FORM.lookingUp(agentId));
}

export function waitingView(words: string): types.ModalView {
  return {
    ...frame(LOOK_UP_FORM.answerTitle),
    callback_id: VIEWS.answer,
    blocks: [{ type: 'section', text: plainText(words, LIMITS.sectionText) }],
  };
}

/** Modals have neither tables nor charts. */
export function answerView({ blocks, plainer }: Message): types.ModalView {
  return {
    ...frame(LOOK_UP_FORM.answerTitle),
    callback_id: VIEWS.answer,
    blocks: plainer?.blocks ?? blocks,
  };
}

/** The answer, and last its text alone: for a Slack that refuses something in its blocks. */
export function answerViews(message: Message): types.ModalView[] {
  const view = answerView(message);
  return [view, { ...view, blocks: textBlocks(message) }];
}

function frame(title: string): Pick<types.ModalView, 'type' | 'title' | 'close'> {
  return {
    type: 'modal',
    title: plainText(clamp(title, LIMITS.viewTitle), LIMITS.viewTitle),
    close: plainText(LOOK_UP_FORM.close, LIMITS.viewTitle),
  };
}
