import { describe, expect, test } from 'vitest';
import { createLogDestination } from '../../../src/observability/log-destination.ts';

/** A stream whose reader accepts nothing until the test releases it. */
function standingStill() {
  const lines: string[] = [];
  const stream = {
    writableLength: 0,
    write(line: string) {
      lines.push(line);
      stream.writableLength += line.length;
    },
  };
  return { stream, lines };
}

describe('the log', () => {
  test('reaches a reader line by line', () => {
    const { stream, lines } = standingStill();
    const log = createLogDestination(stream);
    log.write('one\n');
    log.write('two\n');
    expect(lines).toEqual(['one\n', 'two\n']);
  });

  test('buffers at most a megabyte for a reader that does not read, and then reports how much it dropped', () => {
    const { stream, lines } = standingStill();
    const log = createLogDestination(stream);
    const line = `${'x'.repeat(1_023)}\n`;
    for (let n = 0; n < 2_000; n += 1) log.write(line);
    expect(lines).toHaveLength(1_024);
    stream.writableLength = 0;
    log.write('after\n');
    expect(lines.at(-1)).toBe('after\n');
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ level: 'warn', dropped: 976 });
    log.write('more\n');
    expect(lines.slice(-2)).toEqual(['after\n', 'more\n']);
  });

  test('survives a stream that throws, as a file on a full disk does', () => {
    const log = createLogDestination({
      writableLength: 0,
      write() {
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      },
    });
    expect(() => log.write('one\n')).not.toThrow();
  });
});
