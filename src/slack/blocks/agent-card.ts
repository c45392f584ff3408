import type { AgentCard } from '../../queries/answers.ts';
import { neutralise } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import {
  type Block,
  fallbackText,
  type Message,
  ownMarkup,
  plainText,
  sentencesBlock,
  sentenceText,
} from '../block-kit/message.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import type { LookUp } from '../questions/action-value.ts';
import { CARD } from '../replies/card-replies.ts';
import { type CardPlace, cardButtons } from './agent-buttons.ts';
import {
  type Figure,
  figuresOf,
  missingParts,
  nameOf,
  partsOf,
  periodNote,
  stateLine,
} from './agent-figures.ts';
import { type Provenance, provenanceOf } from './provenance.ts';

export interface CardOptions {
  readonly card: AgentCard;
  readonly lookUp: LookUp;
  readonly place: CardPlace;
  /** Who put it in the channel, where somebody did. */
  readonly sharedBy: string | null;
  readonly time: TimeWriter;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** One agent, as far as was asked: who, in which state for how long, calls, statistics, and where each figure is from. */
export function agentCardMessage(options: CardOptions): Message {
  const { card, lookUp, place, sharedBy, time, now } = options;
  const facts = partsOf(card).map((entry) => entry.fact);
  const provenance = provenanceOf(facts, time, now);
  const blocks = [
    { type: 'header' as const, text: plainText(CARD.title(card.agentId, nameOf(card)), LIMITS.header) },
    ...(sharedBy === null ? [] : [contextBlock([CARD.sharedBy(sharedBy)])]),
    ...stateBlocks(card),
    ...figureBlocks(figuresOf(card, time)),
    ...missingBlocks(card),
    footer(card, provenance),
    cardButtons(lookUp, place),
  ];
  return { text: textOf(options, provenance), blocks };
}

function stateBlocks(card: AgentCard): Block[] {
  const line = stateLine(card);
  return line === null ? [] : [{ type: 'section', text: ownMarkup(`${line.emoji} *${line.words}*`) }];
}

function figureBlocks(figures: readonly Figure[]): Block[] {
  if (figures.length === 0) return [];
  const fields = figures.slice(0, LIMITS.sectionFields);
  return [{ type: 'section', fields: fields.map(({ label, value }) => ownMarkup(`*${label}*\n${value}`)) }];
}

function missingBlocks(card: AgentCard): Block[] {
  const sentences = missingParts(card);
  return sentences.length === 0 ? [] : [sentencesBlock(sentences)];
}

function footer(card: AgentCard, provenance: Provenance): Block {
  const note = periodNote(card);
  const elements = note === null ? provenance.elements : [ownMarkup(note), ...provenance.elements];
  return { type: 'context', elements: elements.slice(0, LIMITS.contextElements) };
}

function contextBlock(texts: readonly string[]): Block {
  return { type: 'context', elements: texts.map(ownMarkup) };
}

function textOf(options: CardOptions, provenance: Provenance): string {
  const { card, sharedBy, time } = options;
  const line = stateLine(card);
  const note = periodNote(card);
  return fallbackText([
    `${neutralise(CARD.title(card.agentId, nameOf(card)))}.`,
    sharedBy === null ? '' : `${CARD.sharedBy(sharedBy)}.`,
    line === null ? '' : `${line.words}.`,
    ...figuresOf(card, time).map(({ label, plain }) => `${label}: ${plain}.`),
    ...missingParts(card).map(sentenceText),
    note === null ? '' : `${note}.`,
    provenance.text,
  ]);
}
