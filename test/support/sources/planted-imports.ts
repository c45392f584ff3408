import { posix } from 'node:path';
import { isFile } from './layer-table.ts';

export interface PlantedImport {
  readonly file: string;
  /** The line number, from 1. */
  readonly line: number;
  readonly text: string;
  readonly isAllowed: boolean;
}

export interface ImportOf {
  readonly specifier: string;
  readonly isAllowed: boolean;
}

/** Returns the files to write for a place: for a folder one at its top and one below, for a file itself. */
export function filesOf(path: string): string[] {
  return isFile(path) ? [path] : [`${path}/planted.ts`, `${path}/deeper/planted.ts`];
}

/** Writes each form of import, for each target. */
export function plant(file: string, targets: readonly ImportOf[]): PlantedImport[] {
  // oxlint reports a repeated import once.
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

/** Returns the specifiers with which `file` can import something of `path`, including the long one from the root. */
export function specifiersOf(path: string, file: string): string[] {
  const [target = path] = filesOf(path);
  const up = posix.relative(posix.dirname(file), '.');
  const direct = posix.relative(posix.dirname(file), target);
  return [direct.startsWith('.') ? direct : `./${direct}`, `${up}/${target}`];
}
