import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** The packages of `sandbox/` except the demo do not depend on the bot and could be published on their own. */

const SANDBOX = fileURLToPath(new URL('../../sandbox/', import.meta.url));
const PACKAGES = ['local-page', 'contact-center', 'slack-workspace'];

const files = filesIn(PACKAGES);
const sources = files.filter((name) => /\.(?:ts|js)$/.test(name));

describe('sandbox/local-page, sandbox/contact-center and sandbox/slack-workspace', () => {
  test('have more than a few files', () => expect(files.length).toBeGreaterThan(180));

  test.each(sources)('%s imports only files of its package and of local-page', (name) => {
    const [own = ''] = name.split('/');
    const outside = importsOf(name).filter((path) => ![own, 'local-page'].includes(path.split('/')[0] ?? ''));
    expect(outside).toEqual([]);
  });

  test.each(files.filter((name) => !name.startsWith('contact-center/') && !name.includes('/test/')))(
    '%s says nothing of contact centres or of one app',
    (name) => {
      const text = readFileSync(`${SANDBOX}${name}`, 'utf8').replaceAll("'user-agent'", '');
      expect(text.match(/floorwalker|\bagents?\b|contact.?cent|supervisor|call centre/gi) ?? []).toEqual([]);
    },
  );
});

describe('sandbox/demo', () => {
  test('imports the bot only in the files that start it and write its history', () => {
    const demo = filesIn(['demo']).filter((name) => name.endsWith('.ts') && !name.includes('/test/'));
    const importing = demo.filter((name) => importsOf(name).some((path) => path.startsWith('../src/')));
    expect(importing.toSorted()).toEqual(['demo/demo-bot.ts', 'demo/demo-history.ts']);
  });
});

function filesIn(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(`${SANDBOX}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|js|css|html|svg|md)$/.test(name) && !name.includes('node_modules'))
      .map((name) => `${folder}/${name}`),
  );
}

/** Returns the files that a file imports, relative to `sandbox/`. */
function importsOf(name: string): string[] {
  // The modules of a page import each other by the addresses of its server.
  if (/\/page\//.test(name)) return [];
  const text = readFileSync(`${SANDBOX}${name}`, 'utf8');
  return Array.from(
    text.matchAll(/(?:from|import|import\(|resolve\(|new URL\() ?'(\.[^']+)'/g),
    ([, path = '']) => posix.join(posix.dirname(name), path),
  );
}
