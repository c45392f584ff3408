import { z } from 'zod';
import { findZone, suggestZone, zoneNamed } from '../domain/calendar/time-zone.ts';
import { AGENT_ID_RANGE, parseAgentId } from '../domain/floor/agent-id.ts';
import { isQueueId, QUEUE_ID_RANGE } from '../domain/floor/queue-id.ts';

const EXAMPLE = 'is still the example: set your own value, or leave it blank where it is not needed';

const token = (prefix: string) =>
  z
    .string()
    .refine((text) => text !== prefix, EXAMPLE)
    .regex(new RegExp(`^${prefix}[\\w-]+$`), `must begin with ${prefix} and hold no spaces`);

/** Line breaks inside a secret are rejected, because otherwise they would be reported as a wrong signature. */
const secret = z.string().regex(/^\S+$/, 'must hold no spaces or line breaks');

/** HTTPS, host and port of an upstream, without a path. Addresses at example.com are placeholders. */
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
  const suggested = findZone(text) ?? suggestZone(text);
  const question = suggested === undefined ? '' : `: do you mean ${suggested}?`;
  const message = `must be the IANA zone of a region, such as Europe/Madrid, or UTC${question}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** All variables. `.env.example` documents them, and a test compares both. */
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

export type Environment = z.infer<typeof environmentSchema>;

/** Minimum delay of a summary that is marked as late. */
const SUMMARY_LATE_AFTER_MS = 2 * 60_000;

/** The variables, grouped by component. A connection is complete or `undefined`. */
export const variableGroups = environmentSchema
  // Also runs if a variable is malformed, so that all problems are reported at once.
  .superRefine(requireTogether, { when: () => true })
  .transform((e, context) => {
    const slack = slackOf(e);
    if (slack !== undefined) return { slack, ...restOf(e) };
    context.addIssue({ code: 'custom', path: ['SLACK_MODE'], message: 'lacks its token' });
    return z.NEVER;
  });

function slackOf(e: Environment) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = e;
  if (e.SLACK_MODE === 'socket' && e.SLACK_APP_TOKEN !== undefined)
    return { mode: e.SLACK_MODE, botToken, apiUrl, appToken: e.SLACK_APP_TOKEN };
  if (e.SLACK_MODE === 'http' && e.SLACK_SIGNING_SECRET !== undefined)
    return { mode: e.SLACK_MODE, botToken, apiUrl, signingSecret: e.SLACK_SIGNING_SECRET };
  return undefined;
}

function gatewayOf({ GATEWAY_URL: origin, GATEWAY_AGENT_ID: agentId, ...e }: Environment) {
  if (origin === undefined || agentId === undefined) return undefined;
  const signIn = e.GATEWAY_SIGN_IN;
  return { origin, agent: { agentId, password: e.GATEWAY_PASSWORD, phone: e.GATEWAY_PHONE, signIn } };
}

function cmsOf({ CMS_URL: origin, CMS_ACCESS_KEY: accessKey, CMS_SECRET_KEY: secretKey, ...e }: Environment) {
  if (origin === undefined || accessKey === undefined || secretKey === undefined) return undefined;
  return { origin, keys: { accessKey, secretKey, timestamp: e.CMS_TIMESTAMP }, ccId: e.CC_ID, vdn: e.VDN_ID };
}

function restOf(e: Environment) {
  return {
    listen: { host: e.HOST, port: e.PORT },
    gateway: gatewayOf(e),
    cms: cmsOf(e),
    centre: `${e.CC_ID}-${e.VDN_ID}`,
    queueNames: new Map(e.QUEUE_NAMES),
    access: { supervisors: e.SUPERVISORS },
    timeZone: e.TIME_ZONE,
    databaseUrl: e.DATABASE_URL,
    sampleSeconds: e.SAMPLE_SECONDS,
    latePolicy: {
      lateAfterMs: SUMMARY_LATE_AFTER_MS,
      graceMs: e.SUMMARY_GRACE_MINUTES * 60_000,
      afterGrace: e.SUMMARY_AFTER_GRACE,
    },
    logLevel: e.LOG_LEVEL,
    secrets: secretsOf(e),
  };
}

/** Values that must never be logged, even if the configured mode does not use them. */
function secretsOf(e: Environment): string[] {
  const secrets = [
    e.SLACK_BOT_TOKEN,
    e.SLACK_APP_TOKEN,
    e.SLACK_SIGNING_SECRET,
    e.GATEWAY_PASSWORD,
    e.GATEWAY_PHONE,
    e.CMS_SECRET_KEY,
    e.CMS_ACCESS_KEY,
    passwordIn(e.DATABASE_URL),
  ];
  return secrets.flatMap((secret) => (secret === undefined || secret === '' ? [] : [secret]));
}

/** The password as written in the URL, because errors may quote it in this form. */
function passwordIn(databaseUrl: string): string {
  return databaseUrl.startsWith('postgres') && URL.canParse(databaseUrl) ? new URL(databaseUrl).password : '';
}

/** Reports missing variables that other variables require. */
function requireTogether(e: Environment, context: z.RefinementCtx): void {
  const needs: [boolean, keyof Environment, string][] = [
    [e.SLACK_MODE === 'socket', 'SLACK_APP_TOKEN', 'SLACK_MODE=socket needs it'],
    [e.SLACK_MODE === 'http', 'SLACK_SIGNING_SECRET', 'SLACK_MODE=http needs it'],
    [e.GATEWAY_URL !== undefined, 'GATEWAY_AGENT_ID', "GATEWAY_URL needs the bot's own agent"],
    [e.GATEWAY_SIGN_IN === 'login', 'GATEWAY_PASSWORD', 'GATEWAY_SIGN_IN=login needs it'],
    [e.GATEWAY_SIGN_IN === 'login', 'GATEWAY_PHONE', 'GATEWAY_SIGN_IN=login needs it'],
    [e.CMS_URL !== undefined, 'CMS_ACCESS_KEY', 'CMS_URL needs it'],
    [e.CMS_URL !== undefined, 'CMS_SECRET_KEY', 'CMS_URL needs it'],
  ];
  for (const [isNeeded, name, why] of needs) {
    if (isNeeded && (e[name] ?? '') === '')
      context.addIssue({ code: 'custom', path: [name], message: `is missing: ${why}` });
  }
  if (e.GATEWAY_URL === undefined && e.CMS_URL === undefined)
    context.addIssue(
      'GATEWAY_URL and CMS_URL are both missing: at least one contact-centre connection is needed',
    );
}
