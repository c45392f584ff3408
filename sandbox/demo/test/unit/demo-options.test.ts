import { describe, expect, test } from 'vitest';
import { readDemoOptions } from '../../setup/demo-options.ts';

describe('the flags of npm run demo', () => {
  test('have defaults for all', () => {
    expect(readDemoOptions([])).toEqual({ botPort: 0, seed: 1, speed: 1, mode: 'socket' });
    expect(readDemoOptions(['--help', '--seed', '2'])).toBeUndefined();
  });

  test('are parsed into their values', () => {
    const flags =
      '--port 0 --bot-port 4000 --seed 7 --speed 0.5 --mode http --slack-api-url https://s.example/api';
    expect(readDemoOptions(flags.split(' '))).toEqual({
      port: 0,
      botPort: 4000,
      seed: 7,
      speed: 0.5,
      mode: 'http',
      slackApiUrl: 'https://s.example/api',
    });
  });

  test.each([
    ['--port', '3.5', '--port is a whole number'],
    ['--port', '65536', '--port is a whole number from 0 to 65535'],
    ['--port', '', '--port is a whole number'],
    ['--port', '0x10', '--port is a whole number'],
    ['--bot-port', '1e3', '--bot-port is a whole number'],
    ['--seed', '1.5', '--seed is a whole number'],
    ['--seed', '-1', '--seed'],
    ['--speed', 'fast', '--speed is a number'],
    ['--speed', '-1', '--speed'],
    ['--mode', 'pigeon', '--mode is socket or http'],
    ['--slack-api-url', 'localhost:9000', 'begins with http:// or https://'],
    ['--slack-api-url', 'localhost', 'begins with http:// or https://'],
    ['--slack-api-url', 'ftp://slack.example', 'begins with http:// or https://'],
  ])('%s %s is rejected with a reason', (flag, value, words) => {
    expect(() => readDemoOptions([`${flag}=${value}`])).toThrow(words);
  });
});
