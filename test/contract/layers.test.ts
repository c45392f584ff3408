import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import config from '../../oxlint.config.ts';
import { GROUND, isFile, PACKAGE_OWNERS, type Place, placesIn } from '../support/sources/layer-table.ts';
import { filesOf, type ImportOf, plant, specifiersOf } from '../support/sources/planted-imports.ts';

/**
 * oxlint enforces ARCHITECTURE.md's table of imports. The test writes a tree in which each place imports every other,
 * and compares oxlint's errors with the table.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Returns the specifier of a package of `PACKAGE_OWNERS`. */
const packageOf = (pattern: string) => pattern.replace('*', 'bolt');
/** The pure ones among the bot's packages. */
const PURE = new Set(['date-fns', '@date-fns/tz', 'leven']);

const places = placesIn(await readFile(join(ROOT, 'ARCHITECTURE.md'), 'utf8'));
const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
const planted = places.flatMap((place) =>
  filesOf(place.path).flatMap((file) => plant(file, [...othersOf(place, file), ...packagesOf(place)])),
);
const inTests = plant(
  'test/unit/planted.ts',
  othersOf({ path: 'test', mayImport: [] }, 'test/unit/planted.ts'),
);

describe('the table of imports', () => {
  let tree: string;
  let refused: ReadonlySet<string>;

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'floorwalker-layers-'));
    // The tree has no types for rules that need them.
    await write('.oxlintrc.json', JSON.stringify({ ...config, options: { typeAware: false } }));
    for (const [file, lines] of Map.groupBy([...planted, ...inTests], (line) => line.file)) {
      await write(file, lines.map(({ text }) => `${text}\n`).join(''));
    }
    refused = await lint(tree);
  });
  afterAll(() => rm(tree, { recursive: true }));

  async function write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), text);
  }

  test('has a row for every place', async () => {
    const named = new Set([...places.map(({ path }) => path), ...GROUND]);
    const there = [...(await placesUnder('src')), ...(await placesUnder('sandbox'))];
    // A package with several places has a row for each.
    const parts = there.filter((path) => [...named].some((place) => place.startsWith(`${path}/`)));
    const all = [...there, ...(await Promise.all(parts.map(placesUnder))).flat()];
    expect([...named].filter((path) => !all.includes(path))).toEqual([]);
    expect(all.filter((path) => !named.has(path) && !parts.includes(path) && !isNoSource(path))).toEqual([]);
  });

  test.each(places.map(({ path }) => path))('holds for %s', (path) => {
    const here = planted.filter(({ file }) => filesOf(path).includes(file));
    expect(here.some(({ isAllowed }) => isAllowed) && here.some(({ isAllowed }) => !isAllowed)).toBe(true);
    const wrong = here.filter(({ file, line, isAllowed }) => refused.has(`${file}:${line}`) === isAllowed);
    expect(wrong).toEqual([]);
  });

  test('does not apply to tests', () => {
    expect(inTests.filter(({ file, line }) => refused.has(`${file}:${line}`))).toEqual([]);
  });
});

/** Whether a path of a package is not a source. */
function isNoSource(path: string): boolean {
  return /\/(?:test|README\.md|package\.json)$/.test(path);
}

async function placesUnder(root: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, root));
  return entries.map((entry) => `${root}/${entry}`);
}

function othersOf({ path, mayImport }: Place, file: string): ImportOf[] {
  const isOnGround = path.startsWith('src/') && path !== 'src/domain';
  const others = new Set([...places.map((place) => place.path), ...GROUND, ...mayImport, 'test']);
  others.delete(path);
  return [...others].flatMap((other) =>
    specifiersOf(other, file).map((specifier) => ({
      specifier,
      isAllowed: mayImport.includes(other) || (isOnGround && GROUND.includes(other)),
    })),
  );
}

function packagesOf({ path }: Place): ImportOf[] {
  const impure = Object.keys(dependencies).filter((name) => path === 'src/domain' && !PURE.has(name));
  const owned = Object.entries(PACKAGE_OWNERS).filter(() => path.startsWith('src/') && !isFile(path));
  return [
    // Importing the barrel costs 0.9 s and 300 MB at start.
    { specifier: 'date-fns', isAllowed: false },
    { specifier: 'date-fns/addDays', isAllowed: true },
    ...impure.map((specifier) => ({ specifier, isAllowed: false })),
    ...owned.map(([pattern, owners]) => ({
      specifier: packageOf(pattern),
      isAllowed: owners.includes(path),
    })),
  ];
}

const report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

/** Returns the rejected imports as `file:line`. */
async function lint(tree: string): Promise<ReadonlySet<string>> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  const output = { cwd: tree, maxBuffer: 64 * 1024 * 1024 };
  execFile(process.execPath, [oxlint, '--format=json'], output, (_error, stdout) => resolve(stdout));
  const { diagnostics } = report.parse(JSON.parse(await promise));
  const imports = diagnostics.filter(({ code }) => code === 'eslint(no-restricted-imports)');
  return new Set(imports.map(({ filename, labels }) => `${filename}:${labels[0]?.span.line}`));
}
