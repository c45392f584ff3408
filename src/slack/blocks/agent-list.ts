import type { AgentCard } from '../../queries/answers.ts';
import type { Message } from '../block-kit/message.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { sentencesMessage, toMessage } from '../block-kit/render.ts';
import { plainWords } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { LABELS } from '../replies/agent-words.ts';
import { CARD } from '../replies/card-replies.ts';
import { MENTIONS } from '../replies/mention-replies.ts';
import { openButton } from './agent-buttons.ts';
import { figuresOf, missingParts, nameOf, partsOf, stateLine } from './agent-figures.ts';
import type { AnswerContext } from './answer-context.ts';
import { provenanceOf } from './provenance.ts';

/** The agents that a message mentions, two lines each, with a button that opens the card. */
export function agentListMessage(
  options: AnswerContext & {
    readonly cards: readonly AgentCard[];
    /** Sentences about numbers of the message that are not shown. */
    readonly leftOut: readonly string[];
  },
): Message {
  const { centre, cards, leftOut, time, now } = options;
  const facts = cards.flatMap((card) => partsOf(card).map((entry) => entry.fact));
  return toMessage([
    { kind: 'heading', text: MENTIONS.title },
    ...sentenceParts(leftOut.map((sentence) => [sentence])),
    ...cards.map(
      (card): Part => ({
        kind: 'item',
        lines: linesOf(card, time),
        accessory: openButton(centre, card.agentId),
      }),
    ),
    { kind: 'context', lines: provenanceOf(facts, time, now) },
  ]);
}

export function noAgentsMessage(leftOut: readonly string[]): Message {
  return sentencesMessage([[MENTIONS.none], ...leftOut.map((sentence) => [sentence]), [MENTIONS.noneHint]]);
}

/** Figures that only the card shows. */
const LEFT_OUT: ReadonlySet<string> = new Set([LABELS.queues, LABELS.signedInAt]);

function linesOf(card: AgentCard, time: TimeWriter): string[] {
  const state = stateLine(card);
  const figures = figuresOf(card, time)
    .filter(({ label }) => !LEFT_OUT.has(label))
    .map(({ label, value }) => plainWords([[label, ': ', value]]));
  const known = [...(state === null ? [] : [state.words]), ...figures].join(' · ');
  const missing = missingParts(card).map((sentence) => plainWords([sentence]));
  return [CARD.title(card.agentId, nameOf(card)), known, ...missing].filter((line) => line !== '');
}
