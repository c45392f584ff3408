import type { AgentCard } from '../../queries/answers.ts';
import { neutralise } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import {
  type Block,
  fallbackText,
  type Message,
  plainText,
  sentencesBlock,
  sentencesMessage,
} from '../block-kit/message.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { LABELS } from '../replies/agent-words.ts';
import { CARD } from '../replies/card-replies.ts';
import { MENTIONS } from '../replies/mention-replies.ts';
import { openButton } from './agent-buttons.ts';
import { figuresOf, missingParts, nameOf, partsOf, stateLine } from './agent-figures.ts';
import { provenanceOf } from './provenance.ts';

/** The agents that a message speaks of, two lines each with a button to the whole card. */
export function agentListMessage(options: {
  readonly cards: readonly AgentCard[];
  /** Sentences about numbers of the message that are not shown. */
  readonly leftOut: readonly string[];
  readonly time: TimeWriter;
  readonly now: number;
}): Message {
  const { cards, leftOut, time, now } = options;
  const facts = cards.flatMap((card) => partsOf(card).map((entry) => entry.fact));
  const provenance = provenanceOf(facts, time, now);
  const rows = cards.map((card) => ({ card, lines: linesOf(card, time) }));
  return {
    text: fallbackText([
      ...leftOut,
      ...rows.map((row) => `${neutralise(row.lines.join(': '))}.`),
      provenance.text,
    ]),
    blocks: [
      { type: 'header', text: plainText(MENTIONS.title, LIMITS.header) },
      ...(leftOut.length === 0 ? [] : [sentencesBlock(leftOut.map((sentence) => [sentence]))]),
      ...rows.map(
        ({ card, lines }): Block => ({
          type: 'section',
          text: plainText(lines.join('\n'), LIMITS.sectionText),
          accessory: openButton({ agentId: card.agentId, view: 'card' }),
        }),
      ),
      { type: 'context', elements: provenance.elements.slice(0, LIMITS.contextElements) },
    ],
  };
}

export function noAgentsMessage(leftOut: readonly string[]): Message {
  return sentencesMessage([[MENTIONS.none], ...leftOut.map((sentence) => [sentence]), [MENTIONS.noneHint]]);
}

/** The card has the rest. */
const LEFT_OUT: ReadonlySet<string> = new Set([LABELS.queues, LABELS.signedInAt]);

function linesOf(card: AgentCard, time: TimeWriter): string[] {
  const state = stateLine(card);
  const figures = figuresOf(card, time)
    .filter(({ label }) => !LEFT_OUT.has(label))
    .map(({ label, plain }) => `${label}: ${plain}`);
  const missing = missingParts(card).map((sentence) =>
    sentence.filter((phrase) => typeof phrase === 'string').join(''),
  );
  const known = [...(state === null ? [] : [state.words]), ...figures].join(' · ');
  return [CARD.title(card.agentId, nameOf(card)), known, ...missing].filter((line) => line !== '');
}
