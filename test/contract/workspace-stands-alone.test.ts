import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** The workspace and its page could be published on their own: a Slack workspace for any app. */

const SANDBOX = fileURLToPath(new URL('../../sandbox/', import.meta.url));
const FOLDERS = ['slack', 'web', 'local-page'];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(`${SANDBOX}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js|css|html|svg|md)$/.test(name))
    .map((name) => `${folder}/${name}`),
);

describe('sandbox/slack, sandbox/web and sandbox/local-page', () => {
  test('are more than a few files', () => expect(files.length).toBeGreaterThan(80));

  test.each(files)('%s says nothing of contact centres or of one app', (name) => {
    const text = readFileSync(`${SANDBOX}${name}`, 'utf8').replaceAll("'user-agent'", '');
    expect(text.match(/floorwalker|\bagents?\b|contact.?cent|supervisor|call centre/gi) ?? []).toEqual([]);
  });

  test.each(files.filter((name) => /\.(ts|js)$/.test(name)))('%s imports nothing from outside', (name) => {
    const [folder = ''] = name.split('/');
    const text = readFileSync(`${SANDBOX}${name}`, 'utf8');
    const imports = [...text.matchAll(/(?:from|import\(|resolve\() ?'(\.[^']+)'/g)].map(
      ([, path = '']) => path,
    );
    const outside = imports
      // The page's own modules name each other by the addresses that its server gives them.
      .filter(() => !name.includes('/page/'))
      .map((path) => new URL(path, `file:///${name}`).pathname.split('/')[1] ?? '')
      .filter((target) => !FOLDERS.includes(target));
    expect(outside).toEqual([]);
    expect(folder === 'slack' && imports.some((path) => path.includes('/web/'))).toBe(false);
  });
});
