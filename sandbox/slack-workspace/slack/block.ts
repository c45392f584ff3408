import type { Ids } from './ids.ts';
import { isObject, listOf } from './json.ts';

export interface Block {
  type: string;
  block_id?: string;
  [key: string]: unknown;
}

/** Adds ids as Slack does: to each block without an id, and to each element without an action id. */
export function withBlockIds(blocks: readonly Block[], ids: Ids): Block[] {
  return blocks.map((block) => {
    const copy = structuredClone(block);
    copy.block_id ??= ids.next('b').slice(-5);
    for (const element of [copy['accessory'], copy['element'], ...listOf(copy['elements'])]) {
      if (!isElement(element) || element.type === 'image') continue;
      if (ACTIONABLE_BLOCKS.has(copy.type)) element.action_id ??= ids.next('a').slice(-5);
    }
    return copy;
  });
}

const ACTIONABLE_BLOCKS = new Set(['section', 'actions', 'input', 'context_actions']);

export const isBlock = (value: unknown): value is Block =>
  isObject(value) && typeof value['type'] === 'string';

export const blocksIn = (value: unknown): Block[] => listOf(value).filter(isBlock);

const isElement = (value: unknown): value is { type: string; action_id?: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
