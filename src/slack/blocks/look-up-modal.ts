import type { types } from '@slack/bolt';
import { input, markupSection, modal, option, plainSection, textField } from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { VIEWS } from '../questions/identifiers.ts';
import { VIEW_CHOICES } from '../replies/agent-words.ts';
import { LOOK_UP_FORM } from '../replies/help-replies.ts';

/** Block ids of the form's fields in a submission. */
export const FORM_FIELDS = { agentId: 'agent_id', view: 'view' } as const;

const AGENT_ID_INPUT_MAX = 40;

/** @param centre the key of the centre, which the form carries */
export function lookUpForm(centre: string): types.ModalView {
  const choices = VIEW_CHOICES.map(({ view, words }) => option(words, view));
  return modal({
    title: LOOK_UP_FORM.title,
    close: LOOK_UP_FORM.close,
    callback: VIEWS.lookUp,
    metadata: centre,
    submit: LOOK_UP_FORM.submit,
    blocks: [
      input({
        id: FORM_FIELDS.agentId,
        label: LOOK_UP_FORM.idLabel,
        hint: LOOK_UP_FORM.idHint,
        element: textField({
          action: FORM_FIELDS.agentId,
          max: AGENT_ID_INPUT_MAX,
          placeholder: LOOK_UP_FORM.idPlaceholder,
          hasFocus: true,
        }),
      }),
      input({
        id: FORM_FIELDS.view,
        label: LOOK_UP_FORM.viewLabel,
        element: {
          type: 'static_select',
          action_id: FORM_FIELDS.view,
          options: choices,
          ...(choices[0] === undefined ? {} : { initial_option: choices[0] }),
        },
      }),
    ],
  });
}

/** Shown from the submission until the answer arrives. */
export function lookingUpView(agentId: number): types.ModalView {
  return waitingView(LOOK_UP_FORM.lookingUp(agentId));
}

export function waitingView(words: string): types.ModalView {
  return answerModal([plainSection(words)]);
}

/** Modals do not support tables and charts, so they show the fallback blocks. */
export function answerView({ blocks, fallback }: Message): types.ModalView {
  return answerModal(fallback?.blocks ?? blocks);
}

/** The forms of the answer in the order to try: its blocks, then its text alone if Slack refuses the blocks. */
export function answerViews(message: Message): types.ModalView[] {
  return [answerView(message), answerModal([markupSection(message.text)])];
}

function answerModal(blocks: Message['blocks']): types.ModalView {
  const { answerTitle: title, close } = LOOK_UP_FORM;
  return modal({ title, close, callback: VIEWS.answer, blocks });
}
