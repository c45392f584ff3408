import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { type Json, menusOfBlock, missingWords, wordsOfBlock } from './block-words.ts';

/**
 * Compares the page's drawing of a message or view with its blocks: the number of blocks, all words of each, and all
 * options of its menus. Waits until they agree.
 */
export async function expectDrawn(place: Locator, blocks: readonly Json[]): Promise<void> {
  const drawn = place.locator('.blocks > .block');
  await expect.poll(async () => missing(blocks, await drawn.allInnerTexts())).toEqual([]);
  for (const [index, block] of blocks.entries()) {
    const wanted = menusOfBlock(block);
    const menus = drawn.nth(index).locator('[role=combobox], .menu > button');
    expect(await menus.count()).toBe(wanted.length);
    for (const [at, { placeholder, options }] of wanted.entries()) {
      const menu = menus.nth(at);
      expect(await menu.getAttribute('placeholder')).toBe(placeholder);
      expect(await optionsOf(menu)).toEqual(options);
    }
  }
}

function missing(blocks: readonly Json[], drawn: readonly string[]): unknown[] {
  if (drawn.length !== blocks.length) return [`${drawn.length} blocks of ${blocks.length}`];
  return blocks.flatMap((block, index) => {
    const words = missingWords(wordsOfBlock(block), drawn[index] ?? '');
    return words.map((word) => ({ block: index, type: block['type'], word }));
  });
}

async function optionsOf(menu: Locator): Promise<string[]> {
  // A key works even if another element covers the menu.
  await menu.press('ArrowDown');
  const offered = menu.locator('xpath=..').locator('[role=option] > span, [role=menuitem] > span');
  await offered.first().waitFor();
  const texts = await offered.allInnerTexts();
  await menu.press('Escape');
  return texts;
}
