import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

const named = z.record(z.string(), z.string());
const { dependencies, devDependencies, optionalDependencies, engines, scripts, workspaces } = z
  .object({
    dependencies: named,
    devDependencies: named,
    optionalDependencies: named.optional(),
    engines: named,
    scripts: named,
    workspaces: z.array(z.string()),
  })
  .parse(JSON.parse(read('package.json')));
/** npm would install `dependencies` of a workspace in production too. */
const manifest = z
  .object({ private: z.literal(true), devDependencies: named, dependencies: z.undefined() })
  .partial({ dependencies: true });
const sandbox = workspaces.map((folder) => ({
  folder,
  ...manifest.parse(JSON.parse(read(`${folder}/package.json`))),
}));
/** Each package with the versions in the package.json files. */
const installed = new Map<string, Set<string>>();
for (const some of [dependencies, devDependencies, ...sandbox.map((each) => each.devDependencies)]) {
  for (const [name, version] of Object.entries(some))
    installed.set(name, (installed.get(name) ?? new Set()).add(version));
}
const [, section = ''] =
  /^## Packages, and why they are used$(.*?)^## /ms.exec(read('ARCHITECTURE.md')) ?? [];
const rows = [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)];

describe('the packages in ARCHITECTURE.md', () => {
  test('are those in package.json and in those of sandbox/, each named once', () => {
    const inTable = rows.flatMap(([, packages = '']) =>
      Array.from(packages.matchAll(/`([^`]+)`/g), ([, name = '']) => name),
    );
    expect(inTable.toSorted()).toEqual([...installed.keys()].toSorted());
  });

  test('have one version in all of them', () => {
    expect([...installed].filter(([, versions]) => versions.size > 1)).toEqual([]);
  });

  test('with a major version have that version', () => {
    const given = rows.flatMap(([, packages = '']) => [...packages.matchAll(/`([^`]+)` (\d+)/g)]);
    expect(given.length).toBeGreaterThan(0);
    for (const [, name = '', major = ''] of given) {
      const [range] = installed.get(name) ?? [];
      expect({ name, major: range?.replace(/^\^/, '').split('.')[0] }).toEqual({ name, major });
    }
  });
});

describe('a production install', () => {
  test('has no optional package, because npm would install it with --omit=dev too', () => {
    expect(optionalDependencies).toBeUndefined();
  });

  test('installs each package that src/ imports', () => {
    const sources = readdirSync(new URL('../../src', import.meta.url), { recursive: true, encoding: 'utf8' });
    const texts = sources.filter((name) => name.endsWith('.ts')).map((name) => read(`src/${name}`));
    const specifiers = texts.flatMap((text) =>
      Array.from(
        text.matchAll(/^(?:import|export|\}).*from '([^'.][^']*)'|import\('([^'.][^']*)'\)/gm),
        (found) => String(found[1] ?? found[2]),
      ),
    );
    const imported = specifiers
      .filter((name) => !isBuiltin(name))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    expect(imported.length).toBeGreaterThan(100);
    expect(new Set(imported)).toEqual(new Set(Object.keys(dependencies)));
  });
});

describe('bin/floorwalker.mjs', () => {
  const entry = fileURLToPath(new URL('../../bin/floorwalker.mjs', import.meta.url));

  /** Runs a copy of the entry with this Node version in its package.json and without installed packages. */
  function start(node: string, ...flags: string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'floorwalker-entry-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(entry, join(folder, 'bin/floorwalker.mjs'));
    cpSync(fileURLToPath(new URL('../../src', import.meta.url)), join(folder, 'src'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', engines: { node } }));
    const args = [...flags, join(folder, 'bin/floorwalker.mjs')];
    return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: {} });
  }

  test('is the entry of npm start', () => {
    expect(scripts['start']).toBe('node bin/floorwalker.mjs');
  });

  test.each(['>=99.1', '>=24.99', '>=25.0'])(
    'names the required Node version if Node is %s, and exits 1',
    (node) => {
      const { status, stderr, stdout } = start(node);
      expect(stderr).toContain(
        `Floorwalker needs Node ${node.slice(2)} or newer. This is Node ${process.versions.node}`,
      );
      expect(stderr).toContain('https://nodejs.org');
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    },
  );

  test('explains that Node may not load TypeScript', () => {
    const { status, stderr } = start('>=24.15', '--no-strip-types');
    expect(stderr).toContain('take --no-strip-types out of NODE_OPTIONS');
    expect(status).toBe(1);
  });

  test('names the command that installs missing packages', () => {
    const { status, stderr } = start('>=24.15');
    expect(stderr).toContain('npm ci --omit=dev');
    expect(status).toBe(1);
  });

  test('reads the form of engines in package.json', () => {
    expect(engines['node']).toMatch(/^>=\d+\.\d+$/);
  });

  test('has syntax and imports that Node 12 supports', () => {
    const text = read('bin/floorwalker.mjs');
    const newer =
      /\?\.[^\d]|\?\?|\|\|=|&&=|\bawait\b|'node:|\b\d+_\d|#[a-z]\w*\(|\.at\(|\.replaceAll\(|catch \{/g;
    expect(text.replaceAll(/^#!.*|^\s*\/\/.*/gm, '').match(newer)).toBeNull();
  });
});
