/** A row of ARCHITECTURE.md's table of who may import whom. */
export interface Place {
  /** A folder without its slash, or a file, from the root of the repository: `src/domain`, `src/app.ts`. */
  readonly path: string;
  /** Folders and files that it may import besides itself, from the root of the repository. */
  readonly mayImport: readonly string[];
}

/** Files that all of `src/` except `src/domain` may import. */
export const GROUND: readonly string[] = [
  'src/errors.ts',
  'src/cache-bound.ts',
  'src/clock.ts',
  'src/time.ts',
  'src/logger.ts',
  'src/parse-json.ts',
];

/** Packages that belong to some folders of `src/`; the other folders have ports for what these packages do. */
export const PACKAGE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  '@slack/*': ['src/slack'],
  undici: ['src/contact-center'],
  pino: ['src/observability'],
  kysely: [
    'src/storage',
    'src/history',
    'src/cluster',
    'src/summaries/subscriptions',
    'src/summaries/deliveries',
  ],
  pg: ['src/storage', 'src/cluster'],
  'pg-boss': ['src/summaries/deliveries'],
  'node:sqlite': ['src/storage'],
};

/** Reads the rows: the place stands in the first cell, what it may import in the last. */
export function placesIn(markdown: string): Place[] {
  const rows = markdown.matchAll(/^\| `((src|sandbox)\/[^`]+?)\/?` \|.*\|([^|]*)\|$/gm);
  return Array.from(rows, ([, path = '', root = '', cell = '']) => {
    const names = Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name);
    return { path, mayImport: names.map((name) => (name.startsWith('src/') ? name : `${root}/${name}`)) };
  });
}

export function isFile(path: string): boolean {
  return path.endsWith('.ts');
}
