import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { AGENT_ID_RANGE, parseAgentId } from './domain/agent-id.ts';
import { ALWAYS_OPEN, type Calendar } from './domain/calendar.ts';
import { type MisspeltName, misspeltNames } from './domain/misspelt-name.ts';
import { isQueueId, QUEUE_ID_RANGE } from './domain/queue-id.ts';
import { findZone, suggestZone, zoneNamed } from './domain/time-zone.ts';
import { readCalendar } from './summaries/calendar-file.ts';

const EXAMPLE = 'is still the example: set your own value, or leave it blank where it is not needed';

const token = (prefix: string) =>
  z
    .string()
    .refine((text) => text !== prefix, EXAMPLE)
    .regex(new RegExp(`^${prefix}[\\w-]+$`), `must begin with ${prefix} and hold no spaces`);

/** Two lines pasted into one variable are a mistake that would otherwise show as a wrong signature. */
const secret = z.string().regex(/^\S+$/, 'must hold no spaces or line breaks');

/** The address of an upstream: HTTPS, host and port only: the paths are the interfaces'. No site is at example.com. */
const origin = z
  .url({ protocol: /^https$/, error: 'must be an address like https://host:port' })
  .refine(
    (text) => /^https:\/\/[^/?#@]+\/?$/.test(text),
    'must have no path, query or credentials: https://host:port',
  )
  .refine((text) => !/^https:\/\/(?:[^/]*\.)?example\.(?:com|net|org)(?:[:/]|$)/i.test(text), EXAMPLE)
  .transform((text) => new URL(text).origin);

const wholeNumber = (lowest: number, highest: number) => {
  const error = `must be a whole number from ${lowest} to ${highest}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((n) => n >= lowest && n <= highest, error);
};

const slackApi = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://slack.com/api/' })
  .transform((text) => (text.endsWith('/') ? text : `${text}/`));

const supervisor = z
  .string()
  .regex(/^(?:\*|[UWS][A-Z0-9]{2,})$/, 'must list Slack ids: users (U… or W…), user groups (S…), or *');

const queueName = z
  .string()
  .regex(/^\s*\d{1,9}\s*=.*\S/, 'must list queues as number=name, like 1=Sales,2=Support')
  .transform((pair): [number, string] => [
    Number.parseInt(pair, 10),
    pair.slice(pair.indexOf('=') + 1).trim(),
  ])
  .refine(([id]) => isQueueId(id), `must number queues from ${QUEUE_ID_RANGE}`);

const databaseUrl = z
  .string()
  .refine((text) => !/^postgres(?:ql)?:\/\/user:password@/.test(text), EXAMPLE)
  .refine(
    (text) => /^sqlite:\S/.test(text) || (/^postgres(?:ql)?:\/\/./.test(text) && URL.canParse(text)),
    'must be sqlite:<file> or postgres://user:password@host/database, with special characters of the password escaped',
  );

const timeZone = z.string().transform((text, context) => {
  const zone = zoneNamed(text);
  if (zone !== undefined) return zone;
  const meant = findZone(text) ?? suggestZone(text);
  const question = meant === undefined ? '' : `: do you mean ${meant}?`;
  const message = `must be the IANA zone of a region, such as Europe/Madrid, or UTC${question}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Every variable that Floorwalker reads; `.env.example` documents them, and a test keeps the two equal. */
export const environmentSchema = z.object({
  SLACK_MODE: z.enum(['socket', 'http']).default('socket'),
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-').optional(),
  SLACK_SIGNING_SECRET: secret.min(8, 'is too short to be a signing secret').optional(),
  SLACK_API_URL: slackApi.default('https://slack.com/api/'),
  HOST: z.union([z.ipv4(), z.ipv6()], 'must be an IP address of this machine, such as 127.0.0.1').optional(),
  PORT: wholeNumber(0, 65_535).default(3000),
  GATEWAY_URL: origin.optional(),
  GATEWAY_AGENT_ID: z
    .string()
    .transform(parseAgentId)
    .refine((id) => id !== undefined, `must be an agent id, ${AGENT_ID_RANGE}`)
    .optional(),
  GATEWAY_PASSWORD: z.string().max(32, 'is longer than the gateway takes, 32').default(''),
  GATEWAY_PHONE: z.string().max(24, 'is longer than the gateway takes, 24').default(''),
  GATEWAY_SIGN_IN: z.enum(['loginex', 'login']).default('loginex'),
  GATEWAY_CA_FILE: z.string().optional(),
  CMS_URL: origin.optional(),
  CMS_ACCESS_KEY: z
    .string()
    .regex(/^[^\s/]+$/, 'must hold no spaces and no /')
    .optional(),
  CMS_SECRET_KEY: secret.optional(),
  CMS_CA_FILE: z.string().optional(),
  CMS_TIMESTAMP: z.enum(['seconds', 'milliseconds']).default('seconds'),
  CC_ID: wholeNumber(1, 65_535).default(1),
  VDN_ID: wholeNumber(1, 5_000),
  TIME_ZONE: timeZone.default('UTC'),
  QUEUE_NAMES: z
    .string()
    .transform((text) => text.split(',').filter((pair) => pair.trim() !== ''))
    .pipe(z.array(queueName))
    .default([]),
  SUPERVISORS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(supervisor))
    .default([]),
  DATABASE_URL: databaseUrl.default('sqlite:data/floorwalker.db'),
  SAMPLE_SECONDS: wholeNumber(5, 300).default(30),
  SUMMARY_GRACE_MINUTES: wholeNumber(5, 1_440).default(120),
  SUMMARY_AFTER_GRACE: z.enum(['skip', 'post']).default('skip'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

type Environment = z.infer<typeof environmentSchema>;
type Variables = Readonly<Partial<Record<keyof Environment, string>>>;

export type ConfigResult =
  /** `misspelt`: variables that are not read, and are close to one that is. */
  | { readonly kind: 'config'; readonly config: Config; readonly misspelt: readonly MisspeltName[] }
  /** One sentence for each, by variable and without any value: some of them are secrets. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Reads the whole environment and reports every problem at once.
 *
 * @param readFile gives the text of a CA file; throws where it cannot be read
 * @param calendarText of `calendar.json`, where there is one: holidays and opening hours by VDN
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
  calendarText?: string,
): ConfigResult {
  const variables = present(env);
  const parsed = environmentSchema.safeParse(variables);
  const gatewayCa = readCertificate('GATEWAY_CA_FILE', variables, readFile);
  const cmsCa = readCertificate('CMS_CA_FILE', variables, readFile);
  const calendar = toCalendar(calendarText, variables.VDN_ID ?? '');
  const problems = [
    ...malformed(parsed.error),
    ...missing(variables),
    ...gatewayCa.problems,
    ...cmsCa.problems,
    ...calendar.problems,
  ];
  const misspelt = misspeltNames(Object.keys(env), Object.keys(environmentSchema.shape));
  if (!parsed.success || problems.length > 0) {
    const names = misspelt.map(({ name, meant }) => `${name} is not read: did you mean ${meant}?`);
    return { kind: 'problems', problems: [...problems, ...names] };
  }
  const files = { gateway: gatewayCa.ca, cms: cmsCa.ca, calendar: calendar.calendar };
  return { kind: 'config', config: toConfig(parsed.data, files), misspelt };
}

export type Config = ReturnType<typeof toConfig>;

/** The same facts by the part of the bot that they configure. `missing` has seen to what is needed together. */
function toConfig(
  e: Environment,
  files: { gateway: string | undefined; cms: string | undefined; calendar: Calendar },
) {
  const agent = {
    agentId: Number(e.GATEWAY_AGENT_ID),
    password: e.GATEWAY_PASSWORD,
    phone: e.GATEWAY_PHONE,
    signIn: e.GATEWAY_SIGN_IN,
  };
  const keys = {
    accessKey: e.CMS_ACCESS_KEY ?? '',
    secretKey: e.CMS_SECRET_KEY ?? '',
    timestamp: e.CMS_TIMESTAMP,
  };
  return {
    slack: {
      mode: e.SLACK_MODE,
      botToken: e.SLACK_BOT_TOKEN,
      appToken: e.SLACK_APP_TOKEN ?? '',
      signingSecret: e.SLACK_SIGNING_SECRET ?? '',
      apiUrl: e.SLACK_API_URL,
    },
    listen: { host: e.HOST, port: e.PORT },
    gateway: e.GATEWAY_URL === undefined ? undefined : { origin: e.GATEWAY_URL, ca: files.gateway, agent },
    cms:
      e.CMS_URL === undefined
        ? undefined
        : { origin: e.CMS_URL, ca: files.cms, keys, ccId: e.CC_ID, vdn: e.VDN_ID },
    centre: `${e.CC_ID}-${e.VDN_ID}`,
    queueNames: new Map(e.QUEUE_NAMES),
    supervisors: e.SUPERVISORS,
    timeZone: e.TIME_ZONE,
    databaseUrl: e.DATABASE_URL,
    sampleSeconds: e.SAMPLE_SECONDS,
    summaries: { catchUpMs: e.SUMMARY_GRACE_MINUTES * 60_000, beyond: e.SUMMARY_AFTER_GRACE },
    calendar: files.calendar,
    logLevel: e.LOG_LEVEL,
  };
}

/** What must never reach a log, wherever it turns up. */
export function secretsOf({ slack, gateway, cms, databaseUrl }: Config): string[] {
  return [
    slack.botToken,
    slack.appToken,
    slack.signingSecret,
    gateway?.agent.password ?? '',
    gateway?.agent.phone ?? '',
    cms?.keys.secretKey ?? '',
    cms?.keys.accessKey ?? '',
    passwordIn(databaseUrl),
  ].filter((secret) => secret !== '');
}

/** As it is written in the address, which is how an error would quote it. */
function passwordIn(databaseUrl: string): string {
  return databaseUrl.startsWith('postgres') && URL.canParse(databaseUrl) ? new URL(databaseUrl).password : '';
}

/** A variable left blank in `.env` is a variable not set. */
function present(env: Readonly<Record<string, string | undefined>>): Variables {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

function readCertificate(
  variable: 'GATEWAY_CA_FILE' | 'CMS_CA_FILE',
  variables: Variables,
  readFile: (path: string) => string,
): { ca: string | undefined; problems: string[] } {
  const path = variables[variable];
  if (path === undefined) return { ca: undefined, problems: [] };
  let ca: string;
  try {
    ca = readFile(path);
  } catch {
    return { ca: undefined, problems: [`${variable} names a file that cannot be read`] };
  }
  return isCertificate(ca)
    ? { ca, problems: [] }
    : { ca: undefined, problems: [`${variable} names a file that holds no PEM certificate`] };
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}

function toCalendar(
  text: string | undefined,
  vdnId: string,
): { calendar: Calendar; problems: readonly string[] } {
  const read = text === undefined ? undefined : readCalendar(text, vdnId);
  return {
    calendar: read?.kind === 'calendar' ? read.calendar : ALWAYS_OPEN,
    problems: read?.kind === 'problems' ? read.problems.map((problem) => `calendar.json: ${problem}`) : [],
  };
}

/** One sentence a variable: what else is wrong with it is told once this is mended. */
function malformed(error: z.ZodError | undefined): string[] {
  const firstOf = new Map(error?.issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
  return Array.from(firstOf, ([name, message]) => `${name} ${explain(message)}`).toReversed();
}

/** What one variable needs of the others; told beside malformed ones, so it looks at the raw texts. */
function missing(variables: Variables): string[] {
  const needs: [boolean, keyof Environment, string][] = [
    [(variables.SLACK_MODE ?? 'socket') === 'socket', 'SLACK_APP_TOKEN', 'SLACK_MODE=socket needs it'],
    [variables.SLACK_MODE === 'http', 'SLACK_SIGNING_SECRET', 'SLACK_MODE=http needs it'],
    [variables.GATEWAY_URL !== undefined, 'GATEWAY_AGENT_ID', "GATEWAY_URL needs the bot's own agent"],
    [variables.GATEWAY_SIGN_IN === 'login', 'GATEWAY_PASSWORD', 'GATEWAY_SIGN_IN=login needs it'],
    [variables.GATEWAY_SIGN_IN === 'login', 'GATEWAY_PHONE', 'GATEWAY_SIGN_IN=login needs it'],
    [variables.CMS_URL !== undefined, 'CMS_ACCESS_KEY', 'CMS_URL needs it'],
    [variables.CMS_URL !== undefined, 'CMS_SECRET_KEY', 'CMS_URL needs it'],
  ];
  const absent = needs.filter(([needed, name]) => needed && variables[name] === undefined);
  const problems = absent.map(([, name, why]) => `${name} is missing: ${why}`);
  if (variables.GATEWAY_URL === undefined && variables.CMS_URL === undefined) {
    problems.push(
      'GATEWAY_URL and CMS_URL are both missing: at least one contact-centre connection is needed',
    );
  }
  return problems;
}

function explain(message: string): string {
  return message.includes('received undefined')
    ? 'is missing'
    : message.replace(/^Invalid/, 'is not valid: invalid');
}
