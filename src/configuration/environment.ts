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
  const meant = findZone(text) ?? suggestZone(text);
  const question = meant === undefined ? '' : `: do you mean ${meant}?`;
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
