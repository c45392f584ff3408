import type { ConnectionHealth } from '../../domain/floor/connection-health.ts';
import type { ErrorCode, FailureReason } from '../../errors.ts';
import { cleanText, neutralise } from '../block-kit/escaping.ts';
import { type Block, heading, ownMarkup } from '../block-kit/message.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { WHY } from '../replies/fact-replies.ts';
import { CONNECTION, CONNECTION_WORDS, HOME } from '../replies/home-replies.ts';
import { reasonsInWords } from '../replies/reason-replies.ts';

const MOST_CONNECTIONS = 10;
const LONGEST_NAME = 40;

/** How each connection is, and how long ago it last answered. */
export function connectionBlocks(connections: readonly ConnectionHealth[], time: TimeWriter): Block[] {
  const lines = connections.slice(0, MOST_CONNECTIONS).map((connection) => connectionLine(connection, time));
  const text = lines.length === 0 ? HOME.noConnections : lines.join('\n');
  return [heading(HOME.connections), { type: 'section', text: ownMarkup(text) }];
}

function whyOf(code: ErrorCode, upstream: string, reasons: readonly FailureReason[]): string {
  return reasons.length === 0 ? WHY[code] : reasonsInWords(reasons, upstream).join('; ');
}

function connectionLine(
  { name, state, lastAnswerAt, code, reasons = [] }: ConnectionHealth,
  time: TimeWriter,
): string {
  const { emoji, words } = CONNECTION_WORDS[state];
  const why = code !== null ? CONNECTION.why(whyOf(code, name, reasons), code) : '';
  const age = lastAnswerAt === null ? CONNECTION.noAnswerYet : CONNECTION.lastAnswer(time.ago(lastAnswerAt));
  return `${emoji} *${neutralise(cleanText(name, LONGEST_NAME))}* ${words}${why}, ${age}`;
}
