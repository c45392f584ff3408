import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

const named = z.record(z.string(), z.string());
const { dependencies, devDependencies, optionalDependencies } = z
  .object({ dependencies: named, devDependencies: named, optionalDependencies: named })
  .parse(JSON.parse(read('package.json')));
const [, section = ''] = /^## What is used, and why$(.*?)^## /ms.exec(read('ARCHITECTURE.md')) ?? [];
const rows = [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)];

describe('the packages in ARCHITECTURE.md', () => {
  test('are those in package.json, each named once', () => {
    const inTable = rows.flatMap(([, packages = '']) =>
      Array.from(packages.matchAll(/`([^`]+)`/g), ([, name = '']) => name),
    );
    const installed = [dependencies, devDependencies, optionalDependencies].flatMap((some) =>
      Object.keys(some),
    );
    expect(inTable.toSorted()).toEqual(installed.toSorted());
  });

  test('that are given with a major version have that one', () => {
    const given = rows.flatMap(([, packages = '']) => [...packages.matchAll(/`([^`]+)` (\d+)/g)]);
    expect(given.length).toBeGreaterThan(0);
    for (const [, name = '', major = ''] of given) {
      const range = dependencies[name] ?? devDependencies[name];
      expect({ name, major: range?.replace(/^\^/, '').split('.')[0] }).toEqual({ name, major });
    }
  });
});
