import { LIMITS } from './limits.ts';
import type { Block, Message, Plainer } from './message.ts';

/** One way to send a message. `text`: its text alone, without blocks. */
export interface MessageForm {
  readonly kind: 'full' | 'plainer' | 'text';
  readonly blocks: Block[];
}

const FEWEST_OPTIONS = 5;

/**
 * The forms of a message from the richest to its text alone, each to be tried where Slack refuses the content of the
 * one before. A form that is larger than Slack takes is left out.
 *
 * @param refused kinds of block that Slack has refused lately: the full form is then left out
 */
export function formsOf(
  { blocks, plainer }: Message,
  refused: (without: Plainer['without']) => boolean = () => false,
): MessageForm[] {
  const skipsFull = plainer !== undefined && refused(plainer.without);
  const rich: MessageForm[] = [
    ...(skipsFull ? [] : [{ kind: 'full' as const, blocks: withShorterMenus(blocks) }]),
    ...(plainer === undefined
      ? []
      : [{ kind: 'plainer' as const, blocks: withShorterMenus(plainer.blocks) }]),
  ];
  return [...rich.filter((form) => fits(form.blocks)), { kind: 'text', blocks: [] }];
}

/** Whether Slack takes a message with these blocks, as far as their size goes. */
export function fits(blocks: readonly object[]): boolean {
  return blocks.length > 0 && JSON.stringify(blocks).length <= LIMITS.messageSize;
}

/** The same blocks; where they are too large, their menus offer only the first options. */
export function withShorterMenus(blocks: Block[]): Block[] {
  let shorter = blocks;
  for (let most: number = LIMITS.selectOptions; !fits(shorter) && most > FEWEST_OPTIONS; ) {
    most = Math.max(FEWEST_OPTIONS, Math.floor(most / 2));
    shorter = withFewerOptions(blocks, most);
  }
  return fits(shorter) ? shorter : blocks;
}

/** The same blocks, with the first options of each menu alone. */
export function withFewerOptions(blocks: readonly Block[], most: number): Block[] {
  return blocks.map((block) => {
    if (block.type !== 'actions') return block;
    const elements = block.elements.map((element) =>
      element.type === 'static_select' && element.options !== undefined
        ? { ...element, options: element.options.slice(0, most) }
        : element,
    );
    return { ...block, elements };
  });
}
