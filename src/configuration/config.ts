import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { ALWAYS_OPEN, type Calendar } from '../domain/calendar/calendar.ts';
import { type MisspeltName, misspeltNames } from '../domain/text/misspelt-name.ts';
import { readCalendar } from './calendar-file.ts';
import { type Environment, environmentSchema } from './environment.ts';

/** Summaries that are posted later than this say that they are late. */
const SUMMARY_LATE_AFTER_MS = 2 * 60_000;

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
    latePolicy: {
      lateAfterMs: SUMMARY_LATE_AFTER_MS,
      graceMs: e.SUMMARY_GRACE_MINUTES * 60_000,
      afterGrace: e.SUMMARY_AFTER_GRACE,
    },
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
