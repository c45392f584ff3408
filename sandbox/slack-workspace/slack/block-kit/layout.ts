import { isObject, type JsonObject, listOf, objectsOf, textOf } from '../json.ts';
import { blockOn, type Surface } from './blocks.ts';
import { type Violation, violations } from './check.ts';

/** Rules for a list of blocks as a whole, besides the rules of each block. */
const MAX_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const MAX_TABLE_CHARACTERS = 10_000;
const MAX_MARKDOWN_CHARACTERS = 12_000;
const MAX_CHARTS = 2;

/** Slack's error for a second block of the table family in one message. */
export const ONLY_ONE_TABLE = 'only_one_table_allowed';

export function checkBlocks(blocks: unknown, surface: Surface, at: readonly PropertyKey[]): Violation[] {
  if (!Array.isArray(blocks)) return [{ path: at, message: 'must be an array' }];
  const found: Violation[] = [];
  if (blocks.length > MAX_BLOCKS[surface]) {
    found.push({ path: at, message: `no more than ${MAX_BLOCKS[surface]} items allowed` });
  }
  for (const [index, block] of blocks.entries()) {
    const path = [...at, index];
    if (isObject(block) && typeof block['type'] === 'string') {
      found.push(...violations(blockOn[surface], block, path));
    } else {
      found.push({ path, message: 'missing required field: type' });
    }
  }
  return [...found, ...duplicateIds(blocks, at), ...totals(blocks, at)];
}

function duplicateIds(blocks: readonly unknown[], at: readonly PropertyKey[]): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<string>();
  const visit = (block: unknown, path: readonly PropertyKey[]): void => {
    if (!isObject(block)) return;
    const id = textOf(block['block_id']);
    if (id !== undefined && seen.has(id)) {
      found.push({ path: [...path, 'block_id'], message: `block_id already exists: ${id}` });
    }
    if (id !== undefined) seen.add(id);
    const actionIds = objectsOf(block['elements'])
      .map((element) => textOf(element['action_id']))
      .filter((actionId) => actionId !== undefined);
    for (const duplicate of actionIds.filter((each, index) => actionIds.indexOf(each) !== index)) {
      found.push({
        path: [...path, 'elements'],
        message: `action_id already exists in this block: ${duplicate}`,
      });
    }
    for (const [index, child] of listOf(block['child_blocks']).entries()) {
      visit(child, [...path, 'child_blocks', index]);
    }
  };
  for (const [index, block] of blocks.entries()) visit(block, [...at, index]);
  return found;
}

function totals(blocks: readonly unknown[], at: readonly PropertyKey[]): Violation[] {
  const flat = objectsOf(blocks).flatMap((block) => [block, ...objectsOf(block['child_blocks'])]);
  const ofType = (...types: string[]): JsonObject[] =>
    flat.filter((block) => types.includes(textOf(block['type']) ?? ''));
  const tables = ofType('table', 'data_table');
  const problems = [
    tables.length > 1 && ONLY_ONE_TABLE,
    sum(tables.map(tableCharacters)) > MAX_TABLE_CHARACTERS &&
      `tables must be less than ${MAX_TABLE_CHARACTERS + 1} characters`,
    sum(ofType('markdown').map((block) => textOf(block['text'])?.length ?? 0)) > MAX_MARKDOWN_CHARACTERS &&
      `markdown blocks must be less than ${MAX_MARKDOWN_CHARACTERS + 1} characters in total`,
    ofType('data_visualization').length > MAX_CHARTS &&
      `no more than ${MAX_CHARTS} data_visualization blocks allowed`,
    flat.filter(takesFocus).length > 1 && 'only one element may have focus_on_load',
  ];
  return problems.filter((problem) => problem !== false).map((message) => ({ path: at, message }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const takesFocus = (block: JsonObject): boolean =>
  [block['element'], block['accessory'], ...listOf(block['elements'])].some(
    (element) => isObject(element) && element['focus_on_load'] === true,
  );

/** The number of characters in a table, including nested cells. */
function tableCharacters(value: unknown): number {
  if (Array.isArray(value)) return sum(value.map(tableCharacters));
  if (!isObject(value)) return 0;
  const own = textOf(value['text'])?.length ?? 0;
  return own + tableCharacters(value['rows']) + tableCharacters(value['elements']);
}
