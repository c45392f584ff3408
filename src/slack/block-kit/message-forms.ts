import { type ActionElement, type Block, fits } from './elements.ts';
import type { Fallback, Message } from './message.ts';

/** Number of options that a menu keeps if room is short. */
const SHORT_MENU = 5;

/** One form of a message. `text`: the text alone, without blocks. */
export interface MessageForm {
  readonly kind: 'full' | 'fallback' | 'text';
  readonly blocks: Message['blocks'];
}

/**
 * The forms of a message in the order to try, from all blocks to the text alone. The next form is tried if Slack
 * refuses the content of the one before. A form that is too large is left out.
 *
 * @param refused returns true for a kind of block that Slack refused lately; the full form is then left out
 */
export function formsOf(
  message: Message,
  refused: (without: Fallback['without']) => boolean = () => false,
): MessageForm[] {
  const { blocks, fallback } = withShorterMenus(message);
  const skipsFull = fallback !== undefined && refused(fallback.without);
  const rich: MessageForm[] = [
    ...(skipsFull ? [] : [{ kind: 'full' as const, blocks }]),
    ...(fallback === undefined ? [] : [{ kind: 'fallback' as const, blocks: fallback.blocks }]),
  ];
  return [...rich.filter((form) => fits(form.blocks)), { kind: 'text', blocks: [] }];
}

export function withShorterMenus({ text, blocks, fallback }: Message): Message {
  return {
    text,
    blocks: shortenMenus(blocks),
    ...(fallback && { fallback: { ...fallback, blocks: shortenMenus(fallback.blocks) } }),
  };
}

/** Halves the longest menus until the blocks fit. Keeps all options if that is not enough. */
function shortenMenus(blocks: Block[]): Block[] {
  let shorter = blocks;
  for (let max = longestMenu(blocks); !fits(shorter) && max > SHORT_MENU; ) {
    max = Math.max(SHORT_MENU, Math.floor(max / 2));
    shorter = blocks.map((block) => withFewerOptions(block, max));
  }
  return fits(shorter) ? shorter : blocks;
}

function longestMenu(blocks: readonly Block[]): number {
  const elements = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return Math.max(0, ...elements.map((element) => menuOf(element)?.length ?? 0));
}

function withFewerOptions(block: Block, max: number): Block {
  if (block.type !== 'actions') return block;
  const elements = block.elements.map((element) => {
    const options = menuOf(element);
    return options === undefined ? element : { ...element, options: options.slice(0, max) };
  });
  return { ...block, elements };
}

function menuOf(element: ActionElement) {
  return element.type === 'static_select' ? element.options : undefined;
}
