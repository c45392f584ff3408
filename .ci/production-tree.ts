import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

/**
 * Names each package of a production install that `src/` does not reach: `node .ci/production-tree.ts <folder>`. The walk
 * begins at the imports of `src/` and follows the dependencies that package-lock.json records. Exit code 1 on any.
 */
interface Locked {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly link?: boolean;
}

const IMPORT = /(?:from|import)\s*\(?\s*'([^'.][^']*)'/g;
const [, , folder = '.'] = process.argv;
const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(folder, 'package-lock.json'), 'utf8'),
);

const reached = new Set<string>();
for (const name of importedBy(join(folder, 'src'))) follow(name, '');
const { packages: placed }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'),
);
// In a whole checkout npm links the packages of `sandbox/`, without what they need.
const installed = Object.keys(placed).filter(
  (path) => path.startsWith('node_modules/') && !placed[path]?.link,
);
const unreached = installed.filter((path) => !reached.has(path));
for (const path of unreached) process.stderr.write(`${path} is installed, and src/ does not reach it\n`);
process.stdout.write(
  `${installed.length} packages installed, ${unreached.length} of them not reached from src/\n`,
);
process.exitCode = unreached.length > 0 ? 1 : 0;

function importedBy(sources: string): Set<string> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const specifiers = files.flatMap((file) =>
    Array.from(readFileSync(join(sources, file), 'utf8').matchAll(IMPORT), ([, name = '']) => name),
  );
  return new Set(specifiers.filter((name) => !isBuiltin(name)).map(packageOf));
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** @param from the folder of the package that needs it: `''` or `node_modules/…` */
function follow(name: string, from: string): void {
  const path = placeOf(name, from);
  if (path === undefined || reached.has(path)) return;
  reached.add(path);
  const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
    follow(next, path);
}

/** Where Node would find it: the nearest `node_modules`, from there upwards. */
function placeOf(name: string, from: string): string | undefined {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const path = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (path in packages) return path;
    if (base === '') return undefined;
  }
}
