import type { Refusal } from '../../domain/access/access.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import { subscriptionRefusal } from '../replies/subscription-refusals.ts';

/** The answer to a requester without access. The texts of `subscribe` and `change` are about subscriptions. */
export function refusedMessage(
  refusal: Refusal,
  what: 'look-up' | 'subscribe' | 'change' = 'look-up',
): Message {
  return sentencesMessage(what === 'look-up' ? refusalReply(refusal) : subscriptionRefusal(refusal, what));
}

/** An answer to a look-up; an answer of kind `refused` is never shared with a channel. */
export interface QueryAnswer {
  readonly kind: 'answered' | 'refused';
  readonly message: Message;
}

export function refusedAnswer(refusal: Refusal): QueryAnswer {
  return { kind: 'refused', message: refusedMessage(refusal) };
}
