import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SCREENSHOT_VIEWS } from '../support/pages/screenshot-views.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const names = SCREENSHOT_VIEWS.map(({ name }) => `${name}.png`);

describe('the README’s pictures', () => {
  test('are those of npm run screenshots, each with its words, and no others', () => {
    const files = SCREENSHOT_VIEWS.flatMap(({ name }) => [`${name}.png`, `${name}.txt`]);
    expect(readdirSync(`${ROOT}docs/screenshots`).toSorted()).toEqual(files.toSorted());
  });

  test.each(SCREENSHOT_VIEWS)('of $name was taken with the words beside it', ({ name }) => {
    const picture = readFileSync(`${ROOT}docs/screenshots/${name}.png`);
    const [digest] = readFileSync(`${ROOT}docs/screenshots/${name}.txt`, 'utf8').split('\n');
    const hint = 'run npm run screenshots, which writes both';
    expect(digest, hint).toBe(createHash('sha256').update(picture).digest('hex'));
  });

  test.each(names)('%s has an alternative text, and is small', (name) => {
    const readme = readFileSync(`${ROOT}README.md`, 'utf8');
    const [, words = ''] = new RegExp(`!\\[([^\\]]*)\\]\\(docs/screenshots/${name}\\)`).exec(readme) ?? [];
    expect(words.length).toBeGreaterThan(30);
    expect(statSync(`${ROOT}docs/screenshots/${name}`).size).toBeLessThan(200_000);
  });
});
