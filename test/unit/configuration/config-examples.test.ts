import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/configuration/config.ts';
import { environmentSchema } from '../../../src/configuration/environment.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A minimal valid configuration. */
const COMPLETE: Env = {
  SLACK_BOT_TOKEN: 'xoxb-1-bot',
  SLACK_APP_TOKEN: 'xapp-1-app',
  CMS_URL: 'https://cms.example:28443',
  CMS_ACCESS_KEY: 'cms-access-key',
  CMS_SECRET_KEY: 'cms-secret-key',
  GATEWAY_AGENT_ID: '2005',
  VDN_ID: '170',
};

function read(changes: Env) {
  return readConfig({ ...COMPLETE, ...changes }, () => '');
}

function problems(changes: Env): readonly string[] {
  const result = read(changes);
  return result.kind === 'problems' ? result.problems : [];
}

/** The values of `.env.example` that no installation may keep. */
const EXAMPLES: readonly (readonly [string, string])[] = [
  ['SLACK_BOT_TOKEN', 'xoxb-'],
  ['SLACK_APP_TOKEN', 'xapp-'],
  ['GATEWAY_URL', 'https://gateway.example.com:8043'],
  ['GATEWAY_URL', 'https://EXAMPLE.org'],
  ['CMS_URL', 'https://cms.example.com:28443'],
  ['DATABASE_URL', 'postgres://user:password@host:5432/database'],
];

describe('an example', () => {
  test.for(EXAMPLES)('%s=%s is called an example', ([name, value]) => {
    expect(problems({ [name]: value })).toEqual([
      `${name} is still the example: set your own value, or leave it blank where it is not needed`,
    ]);
  });

  test('is reported with all others, and with missing variables', () => {
    const found = problems({ ...Object.fromEntries(EXAMPLES), CMS_SECRET_KEY: undefined });
    expect(found.filter((problem) => problem.includes('is still the example'))).toHaveLength(5);
    expect(found).toContain('CMS_SECRET_KEY is missing: CMS_URL needs it');
  });

  test('is not found in a value that only contains it', () => {
    expect(
      problems({ GATEWAY_URL: 'https://example.com.my-site.net', CMS_URL: 'https://my-example.com' }),
    ).toEqual([]);
  });
});

test('a blank variable counts as missing', () => {
  const full: Env = { ...COMPLETE, GATEWAY_URL: 'https://gateway.example:8043', GATEWAY_PASSWORD: 'secret' };
  const blank = Object.fromEntries(Object.keys(environmentSchema.shape).map((name) => [name, '  ']));
  const result = read({ ...blank, ...full });
  expect(result.kind).toBe('config');
  expect(result).toEqual(read(full));
});

describe('an unknown variable', () => {
  const misspelt = (...names: string[]) => {
    const env = Object.fromEntries(names.map((name) => [name, 'hunter2']));
    const result = read(env);
    return result.kind === 'config'
      ? result.misspelt.map(({ name, suggested }) => `${name} ${suggested}`)
      : [];
  };

  test.for([
    ['SUPERVISOR', 'SUPERVISORS'],
    ['SUPERVISIORS', 'SUPERVISORS'],
    ['SLACK_BOT_TOKENS', 'SLACK_BOT_TOKEN'],
    ['slack_bot_token', 'SLACK_BOT_TOKEN'],
    ['SLACK-APP-TOKEN', 'SLACK_APP_TOKEN'],
    ['TIMEZONE', 'TIME_ZONE'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['FLOORWALKER_SUPERVISORS', 'SUPERVISORS'],
    ['GATEWAY_PASWORD', 'GATEWAY_PASSWORD'],
    ['CMS_URI', 'CMS_URL'],
    ['PORTS', 'PORT'],
  ] as const)('%s is named with %s, which it is close to', ([name, suggested]) => {
    expect(misspelt(name)).toEqual([`${name} ${suggested}`]);
  });

  test('is reported when blank, and with the problems of others', () => {
    const found = problems({ SUPERVISOR: '', VDN_ID: undefined });
    expect(found).toHaveLength(2);
    expect(found).toContain('SUPERVISOR is not read: did you mean SUPERVISORS?');
  });

  test('is not reported if it resembles none of ours, as those of shells, containers and process managers', () => {
    const others = [
      'HOME',
      'HOSTNAME',
      'PATH',
      'PWD',
      'TERM',
      'USER',
      'LOGNAME',
      'SHELL',
      'LANG',
      'TZ',
      'UID',
      'EDITOR',
    ];
    const more = [
      'NODE_OPTIONS',
      'HTTP_PROXY',
      'NO_PROXY',
      'SUPERVISOR_ENABLED',
      'SUPERVISOR_PROCESS_NAME',
      'CMS_PORT',
    ];
    const services = [
      'GATEWAY_PORT',
      'GATEWAY_SERVICE_HOST',
      'GATEWAY_PORT_8043_TCP',
      'DATABASE_HOST',
      'SLACK_WEBHOOK_URL',
    ];
    expect(misspelt(...others, ...more, ...services)).toEqual([]);
  });
});
