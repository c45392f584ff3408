import type { types } from '@slack/bolt';
import type { FloorTotals } from '../../domain/floor-totals.ts';
import type { FloorOverview, Reply } from '../../queries/answers.ts';
import type { ConnectionHealth } from '../connection-health.ts';
import { cleanText, neutralise } from '../escaping.ts';
import { ACTIONS } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { isErrorCode, unknownReply, WHY } from '../replies/fact-replies.ts';
import { CONNECTION, CONNECTION_WORDS, FLOOR_LABELS, HOME } from '../replies/home-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import type { TimeWriter } from '../time-text.ts';
import { helpSentences } from './help.ts';
import { type Block, ownMarkup, plainText, sentencesBlock } from './message.ts';
import { provenanceOf } from './provenance.ts';

const MOST_CONNECTIONS = 10;
const LONGEST_NAME = 40;

export function homeView(options: {
  readonly floor: Reply<FloorOverview>;
  readonly connections: readonly ConnectionHealth[];
  /** A section of its own, as its builder made it. */
  readonly subscriptions?: readonly Block[];
  readonly time: TimeWriter;
  readonly now: number;
}): types.HomeView {
  return frame([
    ...floorBlocks(options),
    ...(options.subscriptions ?? []),
    { type: 'divider' },
    ...connectionBlocks(options.connections, options.time),
    { type: 'divider' },
    heading(HOME.how),
    sentencesBlock(helpSentences()),
  ]);
}

/** When the page itself could not be made: still a page, with the way out. */
export function brokenHomeView(): types.HomeView {
  return frame([sentencesBlock([[HOME.broken]])]);
}

function frame(blocks: readonly Block[]): types.HomeView {
  const top: Block[] = [
    heading(HOME.title),
    { type: 'context', elements: [ownMarkup(HOME.welcome)] },
    buttons(),
  ];
  return { type: 'home', blocks: [...top, ...blocks] };
}

function buttons(): Block {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.openLookUp,
        style: 'primary',
        text: plainText(HOME.lookUp, LIMITS.buttonText),
      },
      { type: 'button', action_id: ACTIONS.refreshHome, text: plainText(HOME.refresh, LIMITS.buttonText) },
    ],
  };
}

function floorBlocks({ floor, time, now }: Parameters<typeof homeView>[0]): Block[] {
  if (floor.kind === 'refused') return [heading(HOME.floor), sentencesBlock(refusalReply(floor.refusal))];
  const overview = floor.answer;
  const figures: Block =
    overview.kind === 'known'
      ? { type: 'section', fields: totalsFields(overview.value) }
      : sentencesBlock(unknownReply(overview, ['floor'], null));
  return [
    heading(HOME.floor),
    figures,
    { type: 'context', elements: provenanceOf([overview], time, now).elements },
  ];
}

function totalsFields(totals: FloorTotals): types.MrkdwnElement[] {
  const { signedIn, talking, idle, busy } = totals;
  const others = signedIn - talking - idle - busy;
  const figures: [string, number][] = [
    [FLOOR_LABELS.signedIn, signedIn],
    [FLOOR_LABELS.talking, talking],
    [FLOOR_LABELS.idle, idle],
    [FLOOR_LABELS.busy, busy],
    ...(others >= 0 ? [[FLOOR_LABELS.others, others] satisfies [string, number]] : []),
  ];
  return figures.map(([label, count]) => ownMarkup(`*${label}*\n${count.toLocaleString('en')}`));
}

function connectionBlocks(connections: readonly ConnectionHealth[], time: TimeWriter): Block[] {
  const lines = connections.slice(0, MOST_CONNECTIONS).map((connection) => connectionLine(connection, time));
  const text = lines.length === 0 ? HOME.noConnections : lines.join('\n');
  return [heading(HOME.connections), { type: 'section', text: ownMarkup(text) }];
}

function connectionLine({ name, state, lastAnswerAt, code }: ConnectionHealth, time: TimeWriter): string {
  const { emoji, words } = CONNECTION_WORDS[state];
  const why = code !== null && isErrorCode(code) ? CONNECTION.why(WHY[code], code) : '';
  const age = lastAnswerAt === null ? CONNECTION.noAnswerYet : CONNECTION.lastAnswer(time.ago(lastAnswerAt));
  return `${emoji} *${neutralise(cleanText(name, LONGEST_NAME))}* ${words}${why}, ${age}`;
}

function heading(text: string): Block {
  return { type: 'header', text: plainText(text, LIMITS.header) };
}
