import type { AgentCard } from '../../queries/answers.ts';
import type { Message } from '../block-kit/message.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { toMessage } from '../block-kit/render.ts';
import { bold, emoji } from '../block-kit/sentence.ts';
import type { AgentQuery } from '../questions/agent-query.ts';
import { CARD } from '../replies/card-replies.ts';
import { cardButtons } from './agent-buttons.ts';
import { figuresOf, missingParts, nameOf, partsOf, periodNote, stateLine } from './agent-figures.ts';
import { type ShownAnswer, titleParts } from './answer-context.ts';
import { provenanceOf } from './provenance.ts';

export interface CardOptions extends ShownAnswer {
  readonly card: AgentCard;
  readonly query: AgentQuery;
}

/** One agent: name, state and its duration, calls, call statistics and sources, as far as the question requests them. */
export function agentCardMessage(options: CardOptions): Message {
  const { centre, card, query, surface, time, now } = options;
  const facts = partsOf(card).map((entry) => entry.fact);
  const figures = figuresOf(card, time);
  return toMessage([
    ...titleParts(CARD.title(card.agentId, nameOf(card)), options),
    ...stateParts(card),
    ...(figures.length === 0 ? [] : [{ kind: 'figures' as const, figures }]),
    ...sentenceParts(missingParts(card)),
    { kind: 'context', lines: [...periodNote(card), ...provenanceOf(facts, time, now)] },
    cardButtons(centre, query, surface),
  ]);
}

function stateParts(card: AgentCard): Part[] {
  const state = stateLine(card);
  if (state === null) return [];
  return [{ kind: 'paragraph', lines: [[emoji(state.emoji), bold(state.words)]] }];
}
