import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FloorwalkerError } from '../../../src/errors.ts';
import type { Logger } from '../../../src/logger.ts';
import { createLogger, createMask } from '../../../src/observability/logger.ts';
import { checkProperty } from '../../support/properties/check-property.ts';

const PASSWORD = 'pa"ss\\wörd\n1';

function open(options: { level?: string; secrets?: string[] } = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const { level = 'trace', secrets = [PASSWORD] } = options;
  return { lines, logger: createLogger({ level, secrets, destination }) };
}

function only(lines: readonly string[]): Record<string, unknown> {
  expect(lines).toHaveLength(1);
  return z.record(z.string(), z.unknown()).parse(JSON.parse(lines[0] ?? ''));
}

describe('a log line', () => {
  test('is JSON with a level in words, a time and the fields', () => {
    const { lines, logger } = open();
    logger.warn({ agentId: 2005, code: 'upstream-reset' }, 'a poll failed');
    expect(only(lines)).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      agentId: 2005,
      code: 'upstream-reset',
      msg: 'a poll failed',
    });
  });

  test('below the level is not written', () => {
    const { lines, logger } = open({ level: 'warn' });
    logger.info({}, 'x');
    expect(lines).toEqual([]);
  });

  const places: Record<string, (secret: string, logger: Logger) => void> = {
    'the message': (secret, logger) => logger.error({}, `signed in with ${secret}`),
    'a field': (secret, logger) => logger.error({ body: secret }, 'x'),
    'a field in a field': (secret, logger) => logger.error({ request: { headers: { guid: secret } } }, 'x'),
    'a list': (secret, logger) => logger.error({ all: ['a', secret] }, 'x'),
    'the name of a field': (secret, logger) => logger.error({ [secret]: 1 }, 'x'),
    'JSON inside a field': (secret, logger) => logger.error({ body: JSON.stringify({ secret }) }, 'x'),
    'an error': (secret, logger) => logger.error({ err: new Error(`bad ${secret}`) }, 'x'),
    'the reason of an error of ours': (secret, logger) =>
      logger.error({ err: new FloorwalkerError('upstream-reset', { detail: secret }) }, 'x'),
    'an error that is the only thing': (secret, logger) => logger.error(new Error(secret), 'x'),
  };

  test.for(Object.keys(places))('has no secret in %s, and stays JSON', (place) => {
    for (const secret of [
      PASSWORD,
      'xoxb-1-abc-DEF',
      'xapp-1-A-b',
      'auth-v2/AK/2026-11-20T09:00:00Z/host/0a1b',
    ]) {
      const { lines, logger } = open();
      places[place]?.(secret, logger);
      expect(lines.join('')).not.toContain(secret);
      expect(lines.join('')).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(only(lines)).toMatchObject({ level: 'error' });
      expect(lines.join('')).toContain('***');
    }
  });

  test('of a child has none either', () => {
    const { lines, logger } = open();
    logger.child({ secret: PASSWORD }).info({ more: PASSWORD }, PASSWORD);
    expect(only(lines)).toMatchObject({ secret: '***', more: '***', msg: '***' });
  });

  test('stays JSON if a secret is in quotes', () => {
    const { lines, logger } = open();
    logger.info({}, 'posted to "https://hooks.slack.com/commands/T1/2/abc" and "auth-v2/AK/x" in vain');
    expect(only(lines)).toMatchObject({ msg: 'posted to "***" and "***" in vain' });
  });
});

describe('an error in a log line', () => {
  test('has its name, code, message and stack, and no other properties', () => {
    const { lines, logger } = open();
    const error = Object.assign(new Error('boom'), {
      code: 'ECONNRESET',
      request: { headers: { authorization: 'secret' } },
      data: { phone: '13800138000' },
    });
    logger.error({ err: error }, 'x');
    const { err } = only(lines);
    expect(err).toEqual({
      type: 'Error',
      code: 'ECONNRESET',
      message: 'boom',
      stack: expect.stringContaining('boom'),
    });
  });

  test('of ours has its cause by name and code, because the cause’s text may quote a reply', () => {
    const { lines, logger } = open();
    const cause = Object.assign(new SyntaxError('Unexpected token "name":"Liu Kai" in JSON'), {
      code: 'EBAD',
    });
    logger.error({ err: new FloorwalkerError('upstream-garbled', { detail: '12 bytes', cause }) }, 'x');
    const { err } = only(lines);
    expect(err).toMatchObject({
      code: 'upstream-garbled',
      message: expect.stringContaining('12 bytes'),
      cause: { type: 'SyntaxError', code: 'EBAD' },
    });
    expect(lines.join('')).not.toContain('Liu Kai');
  });

  test('of other origin has no cause', () => {
    const { lines, logger } = open();
    logger.error({ err: new Error('boom', { cause: new Error('Liu Kai') }) }, 'x');
    expect(lines.join('')).not.toContain('Liu Kai');
  });

  test('that is another value has its type only', () => {
    const { lines, logger } = open();
    logger.error({ err: 'Liu Kai, 13800138000' }, 'x');
    expect(only(lines)).toMatchObject({ err: { type: 'string' } });
  });
});

describe('the mask', () => {
  test.for([
    ['xoxb-123-456-abcDEF', '***'],
    ['xoxe.xoxp-1-Mi0', 'xoxe.***'],
    ['xapp-1-A012-345-abc', '***'],
    ['https://hooks.slack.com/actions/T1/2/abc?x=1', '***'],
    ['11111111-2222-3333-4444-555555555555.AgentGateway12', '***'],
    ['JSESSIONID=11111111-2222-3333-4444-555555555555.AgentGateway1;', 'JSESSIONID=***;'],
    ['auth-v2/AK/2025-01-02T03:04:05Z/host/6a11', '***'],
    ['agent 1099 is idle', 'agent 1099 is idle'],
    ['GATEWAY_PASSWORD is missing', 'GATEWAY_PASSWORD is missing'],
  ] as const)('turns %s into %s by its shape', ([text, masked]) => {
    expect(createMask([])(text)).toBe(masked);
  });

  test('hides the longer of two secrets with an equal beginning completely', () => {
    const mask = createMask(['winter', 'winter-2026-extra']);
    expect(mask('winter winter-2026-extra')).toBe('*** ***');
  });

  test('ignores secrets shorter than four characters, which would hide most of the log', () => {
    expect(createMask(['', 'abc'])('abc')).toBe('abc');
  });

  test('hides every secret, plain, in JSON and in JSON in JSON', async () => {
    const secret = fc
      .string({ unit: 'grapheme', minLength: 4, maxLength: 40 })
      .filter((text) => !text.includes('*'));
    await checkProperty(
      fc.property(secret, fc.string(), (value, around) => {
        const before = around.replaceAll('*', '');
        fc.pre(!before.includes(value));
        const mask = createMask([value]);
        for (const written of [
          value,
          JSON.stringify({ value }),
          JSON.stringify({ body: JSON.stringify({ value }) }),
        ]) {
          const masked = mask(`${before}${written}`);
          expect(masked).toContain('***');
          expect(masked).not.toContain(value);
        }
      }),
    );
  });
});
