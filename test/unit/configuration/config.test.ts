import { describe, expect, test } from 'vitest';
import { createCertificateAuthority } from '../../../sandbox/contact-center/certificates.ts';
import { readConfig } from '../../../src/configuration/config.ts';
import { ALWAYS_OPEN } from '../../../src/domain/calendar/calendar.ts';

const { ca: CERTIFICATE } = await createCertificateAuthority();

type Env = Record<string, string | undefined>;

/** All variables with valid values. */
const FULL: Env = {
  SLACK_BOT_TOKEN: 'xoxb-1-bot',
  SLACK_APP_TOKEN: 'xapp-1-app',
  GATEWAY_URL: 'https://gateway.example:8043',
  GATEWAY_AGENT_ID: '2005',
  GATEWAY_PASSWORD: 'gateway-password',
  GATEWAY_PHONE: '88880026',
  CMS_URL: 'https://cms.example:28443',
  CMS_ACCESS_KEY: 'cms-access-key',
  CMS_SECRET_KEY: 'cms-secret-key',
  VDN_ID: '170',
};

const readFile = (path: string): string => {
  if (path === 'ca.pem') return CERTIFICATE;
  if (path === 'notes.txt') return 'no certificate here';
  if (path === 'torn.pem') return `${CERTIFICATE.slice(0, 200)}\n-----END CERTIFICATE-----`;
  throw new Error(`ENOENT: ${path}`);
};

function problems(changes: Env): readonly string[] {
  const result = readConfig({ ...FULL, ...changes }, readFile);
  return result.kind === 'problems' ? result.problems : [];
}

function config(changes: Env = {}) {
  const result = readConfig({ ...FULL, ...changes }, readFile);
  if (result.kind === 'problems') throw new Error(result.problems.join('; '));
  return result.config;
}

describe('a working environment', () => {
  test('is read into the parts of the bot, with its defaults', () => {
    expect(config()).toEqual({
      centre: '1-170',
      slack: {
        mode: 'socket',
        botToken: 'xoxb-1-bot',
        appToken: 'xapp-1-app',
        apiUrl: 'https://slack.com/api/',
      },
      listen: { host: undefined, port: 3000 },
      gateway: {
        origin: 'https://gateway.example:8043',
        ca: undefined,
        agent: { agentId: 2005, password: 'gateway-password', phone: '88880026', signIn: 'loginex' },
      },
      cms: {
        origin: 'https://cms.example:28443',
        ca: undefined,
        keys: { accessKey: 'cms-access-key', secretKey: 'cms-secret-key', timestamp: 'seconds' },
        ccId: 1,
        vdn: 170,
      },
      queueNames: new Map(),
      access: { supervisors: [] },
      timeZone: 'UTC',
      databaseUrl: 'sqlite:data/floorwalker.db',
      sampleSeconds: 30,
      latePolicy: { lateAfterMs: 120_000, graceMs: 7_200_000, afterGrace: 'skip' },
      calendar: ALWAYS_OPEN,
      logLevel: 'info',
      secrets: expect.any(Array),
    });
  });

  test.for([
    ['https://host:8043/', 'https://host:8043'],
    ['https://HOST', 'https://host'],
    ['https://host:443', 'https://host'],
    ['https://[::1]:8043', 'https://[::1]:8043'],
    ['  https://host:8043  ', 'https://host:8043'],
  ] as const)('takes %s for %s', ([GATEWAY_URL, origin]) => {
    expect(config({ GATEWAY_URL }).gateway?.origin).toBe(origin);
  });

  test('needs one upstream, either of the two', () => {
    const gatewayAlone = config({
      CMS_URL: undefined,
      CMS_ACCESS_KEY: undefined,
      CMS_SECRET_KEY: undefined,
    });
    expect(gatewayAlone.cms).toBeUndefined();
    const cmsAlone = config({
      GATEWAY_URL: undefined,
      GATEWAY_AGENT_ID: undefined,
      GATEWAY_PASSWORD: undefined,
    });
    expect(cmsAlone.gateway).toBeUndefined();
  });

  test('reads supervisors and queues in the forms in which people write lists', () => {
    expect(config({ SUPERVISORS: 'U012AB, S0LEADS\n W99XY ,' }).access.supervisors).toEqual([
      'U012AB',
      'S0LEADS',
      'W99XY',
    ]);
    expect(config({ SUPERVISORS: '*' }).access.supervisors).toEqual(['*']);
    expect(config({ QUEUE_NAMES: '1=Sales, 2 = Back Office,3=a=b,' }).queueNames).toEqual(
      new Map([
        [1, 'Sales'],
        [2, 'Back Office'],
        [3, 'a=b'],
      ]),
    );
  });

  test('can name a file with the certificate of the site’s own authority', () => {
    const { gateway, cms } = config({ GATEWAY_CA_FILE: 'ca.pem', CMS_CA_FILE: 'ca.pem' });
    expect(gateway?.ca).toBe(CERTIFICATE);
    expect(cms?.ca).toBe(CERTIFICATE);
  });

  test('can have an agent without a password if no licence is taken', () => {
    expect(config({ GATEWAY_PASSWORD: '' }).gateway?.agent.password).toBe('');
  });

  test('passes its secrets to the mask', () => {
    const all = config({
      SLACK_MODE: 'http',
      SLACK_SIGNING_SECRET: 'signing-secret',
      DATABASE_URL: 'postgres://floor:database-password@db/floor',
    });
    expect(all.secrets.toSorted()).toEqual(
      [
        'xoxb-1-bot',
        'xapp-1-app',
        'signing-secret',
        'gateway-password',
        '88880026',
        'cms-secret-key',
        'cms-access-key',
        'database-password',
      ].toSorted(),
    );
    expect(config({ GATEWAY_PASSWORD: '' }).secrets).not.toContain('');
    expect(config({ DATABASE_URL: 'postgres://bot:pass-word@db/floor' }).secrets).toContain('pass-word');
  });
});

describe('calendar.json', () => {
  const reading = (text: string) => readConfig(FULL, readFile, text);

  test('has the calendar of the VDN that the environment names', () => {
    const result = reading(
      '{ "vdns": { "170": { "holidays": [{ "date": "12-25", "name": "Christmas" }] } } }',
    );
    const holidays = result.kind === 'config' ? [...result.config.calendar.holidays] : [];
    expect(holidays).toEqual([['12-25', 'Christmas']]);
  });

  test('that is invalid is reported with the place of the error', () => {
    const text = '{ "vdns": { "170": { "hours": [{ "days": "mon-fri", "from": "8", "to": "20:00" }] } } }';
    const result = reading(text);
    expect(result.kind === 'problems' && result.problems).toEqual([
      'calendar.json: vdns.170.hours.0.from: must be a time like 08:00',
    ]);
    expect(reading('{')).toEqual({ kind: 'problems', problems: ['calendar.json: is not JSON'] });
  });
});

describe('a missing variable is reported', () => {
  test.for([
    ['SLACK_BOT_TOKEN', {}, 'SLACK_BOT_TOKEN is missing'],
    ['SLACK_APP_TOKEN', {}, 'SLACK_APP_TOKEN is missing: SLACK_MODE=socket needs it'],
    [
      'SLACK_SIGNING_SECRET',
      { SLACK_MODE: 'http' },
      'SLACK_SIGNING_SECRET is missing: SLACK_MODE=http needs it',
    ],
    ['GATEWAY_AGENT_ID', {}, "GATEWAY_AGENT_ID is missing: GATEWAY_URL needs the bot's own agent"],
    [
      'GATEWAY_PASSWORD',
      { GATEWAY_SIGN_IN: 'login' },
      'GATEWAY_PASSWORD is missing: GATEWAY_SIGN_IN=login needs it',
    ],
    [
      'GATEWAY_PHONE',
      { GATEWAY_SIGN_IN: 'login' },
      'GATEWAY_PHONE is missing: GATEWAY_SIGN_IN=login needs it',
    ],
    ['CMS_ACCESS_KEY', {}, 'CMS_ACCESS_KEY is missing: CMS_URL needs it'],
    ['CMS_SECRET_KEY', {}, 'CMS_SECRET_KEY is missing: CMS_URL needs it'],
    ['VDN_ID', {}, 'VDN_ID is missing'],
    ['VDN_ID', { CMS_URL: undefined }, 'VDN_ID is missing'],
  ] as const)('%s (with %o)', ([name, others, problem]) => {
    expect(problems({ ...others, [name]: undefined })).toEqual([problem]);
    expect(problems({ ...others, [name]: ' ' })).toEqual([problem]);
  });

  test('and so are both upstreams if neither is configured', () => {
    expect(problems({ GATEWAY_URL: undefined, CMS_URL: undefined })).toEqual([
      'GATEWAY_URL and CMS_URL are both missing: at least one contact-centre connection is needed',
    ]);
  });
});

/** The error of each variable for an invalid value. */
const MALFORMED: readonly (readonly [string, string, RegExp])[] = [
  ['SLACK_MODE', 'rtm', /not valid.*"socket"\|"http"/],
  ['SLACK_BOT_TOKEN', 'xoxp-1-user', /begin with xoxb-/],
  ['SLACK_BOT_TOKEN', 'xoxb-1 bot', /no spaces/],
  ['SLACK_BOT_TOKEN', 'xoxb-1\nbot', /no spaces/],
  ['SLACK_APP_TOKEN', 'xoxb-1-bot', /begin with xapp-/],
  ['SLACK_SIGNING_SECRET', 'short', /too short/],
  ['SLACK_SIGNING_SECRET', 'two\nlines here', /no spaces or line breaks/],
  ['SLACK_API_URL', 'slack.com/api', /address like https:\/\/slack\.com\/api\//],
  ['SLACK_API_URL', 'ftp://slack.com/', /address/],
  ['HOST', 'bot.example', /IP address of this machine/],
  ['HOST', '127.0.0.1:3000', /IP address of this machine/],
  ['PORT', '65536', /whole number from 0 to 65535/],
  ['PORT', '-1', /whole number/],
  ['PORT', '0x50', /whole number/],
  ['GATEWAY_URL', 'http://host:8043', /https:\/\/host:port/],
  ['GATEWAY_URL', 'host:8043', /https:\/\/host:port/],
  ['GATEWAY_URL', 'https://host:8043/agentgateway', /no path/],
  ['GATEWAY_URL', 'https://host:8043/?x=1', /no path/],
  ['GATEWAY_URL', 'https://user:hunter2@host:8043', /no path, query or credentials/],
  ['GATEWAY_URL', 'https://host:99999', /https:\/\/host:port/],
  ['GATEWAY_AGENT_ID', '100', /agent id, 101 to 999999/],
  ['GATEWAY_AGENT_ID', 'bot', /agent id/],
  ['GATEWAY_PASSWORD', 'p'.repeat(33), /longer than the gateway takes, 32/],
  ['GATEWAY_PHONE', '8'.repeat(25), /longer than the gateway takes, 24/],
  ['GATEWAY_SIGN_IN', 'forcelogin', /not valid.*"loginex"\|"login"/],
  ['GATEWAY_CA_FILE', 'absent.pem', /cannot be read/],
  ['GATEWAY_CA_FILE', 'notes.txt', /no PEM certificate/],
  ['GATEWAY_CA_FILE', 'torn.pem', /no PEM certificate/],
  ['CMS_URL', 'https://', /https:\/\/host:port/],
  ['CMS_ACCESS_KEY', 'a/b', /no spaces and no \//],
  ['CMS_ACCESS_KEY', 'a b', /no spaces/],
  ['CMS_SECRET_KEY', 'two lines', /no spaces or line breaks/],
  ['CMS_CA_FILE', 'absent.pem', /cannot be read/],
  ['CMS_TIMESTAMP', 'minutes', /not valid/],
  ['CC_ID', '0', /from 1 to 65535/],
  ['VDN_ID', '5001', /from 1 to 5000/],
  ['TIME_ZONE', 'Madrid', /IANA zone .*: do you mean Europe\/Madrid\?/],
  ['DATABASE_URL', 'mysql://db/floor', /must be sqlite:/],
  ['DATABASE_URL', 'sqlite:', /must be sqlite:/],
  ['DATABASE_URL', 'postgres://', /must be sqlite:/],
  ['QUEUE_NAMES', 'Sales', /number=name/],
  ['QUEUE_NAMES', '1=', /number=name/],
  ['QUEUE_NAMES', '1=Sales,5001=VIP', /must number queues from 1 to 5000/],
  ['QUEUE_NAMES', '0=Sales', /must number queues from 1 to 5000/],
  ['SUPERVISORS', 'U012AB, @boss', /Slack ids/],
  ['LOG_LEVEL', 'loud', /not valid/],
];

describe('a malformed variable', () => {
  test.for(MALFORMED)('%s=%o is reported once, with its expected form', ([name, value, said]) => {
    const found = problems({ SLACK_SIGNING_SECRET: undefined, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name} `));
    expect(found[0]).toMatch(said);
  });

  test('does not hide another: all are reported at once, with missing ones', () => {
    const worst = new Map(MALFORMED.map(([name, value]) => [name, value]));
    const found = problems({
      ...Object.fromEntries(worst),
      SLACK_MODE: 'http',
      SLACK_SIGNING_SECRET: undefined,
      VDN_ID: undefined,
    });
    worst.delete('SLACK_MODE');
    expect(found).toHaveLength(worst.size);
    expect(new Set(found.map((problem) => problem.split(' ')[0]))).toEqual(new Set(worst.keys()));
  });

  test('is reported without the value of a secret', () => {
    const secrets = {
      SLACK_BOT_TOKEN: 'Bearer hunter2-bot',
      SLACK_APP_TOKEN: 'hunter2-app',
      SLACK_SIGNING_SECRET: 'hunter2 x',
      GATEWAY_URL: 'https://root:hunter2@host',
      GATEWAY_PASSWORD: `hunter2${'x'.repeat(40)}`,
      GATEWAY_PHONE: `hunter2${'x'.repeat(40)}`,
      CMS_ACCESS_KEY: 'hunter2/key',
      CMS_SECRET_KEY: 'hunter2 key',
      DATABASE_URL: 'postgres://floor:hunter2/#@db/floor',
    };
    const found = problems(secrets);
    expect(found).toHaveLength(Object.keys(secrets).length);
    expect(found.join('\n')).not.toContain('hunter2');
  });
});
