import { posix } from 'node:path';
import { isFile } from './layer-table.ts';

export interface PlantedImport {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly isAllowed: boolean;
}

export interface ImportOf {
  readonly specifier: string;
  readonly isAllowed: boolean;
}

/** In a folder beside its files and below them. */
export function filesOf(path: string): string[] {
  return isFile(path) ? [path] : [`${path}/planted.ts`, `${path}/deeper/planted.ts`];
}

/** Every way to write an import, of each target. */
export function plant(file: string, targets: readonly ImportOf[]): PlantedImport[] {
  // oxlint reports what is imported twice once.
  const once = new Map(targets.map((target) => [target.specifier, target]));
  return [...once.values()]
    .flatMap(({ specifier, isAllowed }, index) =>
      [
        `import '${specifier}';`,
        `import type { A as A${index} } from '${specifier}';`,
        `export * from '${specifier}';`,
        `await import('${specifier}');`,
      ].map((text) => ({ text, isAllowed })),
    )
    .map((planted, above) => ({ file, line: above + 1, ...planted }));
}

/** What `file` would write to import something of `path`; also the long way round, from the root. */
export function specifiersOf(path: string, file: string): string[] {
  const [target = path] = filesOf(path);
  const up = posix.relative(posix.dirname(file), '.');
  const direct = posix.relative(posix.dirname(file), target);
  return [direct.startsWith('.') ? direct : `./${direct}`, `${up}/${target}`];
}
