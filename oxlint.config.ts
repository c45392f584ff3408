import { readFileSync } from 'node:fs';
import { GROUND, isFile, PACKAGE_OWNERS, type Place, placesIn } from './test/support/sources/layer-table.ts';

const DATE_FNS = {
  name: 'date-fns',
  message: 'Import date-fns/<function>: the barrel costs 0.9 s and 300 MB at start.',
};
/** The packages of the bot that are neither I/O nor a framework. */
const PURE = new Set(['date-fns', '@date-fns/tz', 'leven']);

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const places = placesIn(read('ARCHITECTURE.md'));
const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(read('package.json'));

/** Everything that a rule can forbid: the places, the ground, and the two folders that are no places. */
const targets = [...new Set([...places.map(({ path }) => path), ...GROUND, 'test', 'src', 'sandbox'])];
const rootOf = (path: string) => path.split('/')[0] ?? path;

/** Matches a relative import of `target` as a file in `from` writes it. oxlint's expressions have no look-ahead. */
function importOf(target: string, from: string): string {
  const folders = from.split('/');
  const names = target.split('/');
  const shared = folders.findIndex((folder, depth) => folder !== names[depth]);
  const path = names.slice(shared).join('/');
  return `^\\..*/${path.replaceAll('.', '\\.')}${isFile(target) ? '$' : '/'}`;
}

function forbiddenIn({ path, mayImport }: Place) {
  const root = rootOf(path);
  const may = path.startsWith('src/') && path !== 'src/domain' ? [...mayImport, ...GROUND] : mayImport;
  const mayInPart = (target: string) => may.some((one) => one.startsWith(`${target}/`));
  const others = targets.filter((target) => target !== path && target !== root && !may.includes(target));
  return {
    whole: others
      .filter((target) => rootOf(target) === root || target === rootOf(target) || mayInPart(rootOf(target)))
      .filter((target) => !mayInPart(target))
      .map((target) => importOf(target, path)),
    /** Folders of which single files are allowed. */
    inPart: others
      .filter((target) => target !== rootOf(target) && mayInPart(target))
      .map((target) => ({
        folder: `**/${target.slice(rootOf(target).length + 1)}/*`,
        except: may.filter((one) => one.startsWith(`${target}/`)),
      })),
  };
}

function packagesForbiddenIn({ path }: Place): string[] {
  if (path === 'src/domain')
    return ['node:*', ...Object.keys(dependencies).filter((name) => !PURE.has(name))];
  if (!path.startsWith('src/') || isFile(path)) return [];
  return Object.entries(PACKAGE_OWNERS).flatMap(([name, owners]) => (owners.includes(path) ? [] : [name]));
}

function layerRule(place: Place) {
  const packages = packagesForbiddenIn(place);
  const { whole, inPart } = forbiddenIn(place);
  const message = `ARCHITECTURE.md's table does not let ${place.path} import this: app.ts passes it in.`;
  return {
    files: [isFile(place.path) ? place.path : `${place.path}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [DATE_FNS],
          patterns: [
            { regex: whole.join('|'), message },
            ...inPart.map(({ folder, except }) => ({
              group: [folder, ...except.map((file) => `!**/${file.slice(rootOf(file).length + 1)}`)],
              message,
            })),
            ...(packages.length === 0 ? [] : [{ group: packages, message }]),
          ],
        },
      ],
    },
  };
}

export default {
  plugins: ['typescript', 'unicorn', 'import', 'promise', 'node', 'vitest'],
  options: { typeAware: true },
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  ignorePatterns: ['node_modules', '**/test/fixtures'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-unassigned-import': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'promise/always-return': 'off',
    'import/no-named-as-default-member': 'off',
    'eslint/no-await-in-loop': 'off',
    'eslint/no-shadow': 'off',
    'eslint/no-console': 'error',
    'eslint/max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/consistent-return': 'off',
    'no-restricted-imports': ['error', { paths: [DATE_FNS] }],
  },
  overrides: [
    ...[...GROUND.map((path) => ({ path, mayImport: [] })), ...places].map(layerRule),
    { files: ['test/**', 'sandbox/**', '*.config.ts'], rules: { 'eslint/no-console': 'off' } },
    {
      files: ['test/**', 'sandbox/*/test/**'],
      rules: {
        'no-restricted-imports': ['error', { paths: [DATE_FNS] }],
        'unicorn/consistent-function-scoping': 'off',
        'vitest/valid-expect': ['error', { maxArgs: 2 }],
        'vitest/expect-expect': [
          'error',
          { assertFunctionNames: ['expect', 'expect*', 'check*', 'assert*'] },
        ],
        'no-restricted-properties': [
          'error',
          { object: 'vi', property: 'mock', message: 'No vi.mock of our own modules: pass a fake in.' },
          {
            object: 'fc',
            property: 'assert',
            message: 'checkProperty counts the runs and uses the seed of the test run.',
          },
          { object: 'vi', property: 'waitFor', message: 'It gives up after a second: use eventually().' },
        ],
      },
    },
  ],
};
