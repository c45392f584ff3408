/** A row of ARCHITECTURE.md's table of allowed imports. */
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
  'src/outage-log.ts',
  'src/parse-json.ts',
];

/** Packages that only some folders of `src/` may import; the others use ports instead. */
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

/** Reads the rows of the table: the first cell has the place, the last its allowed imports. */
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
