import { z } from 'zod';
import { type Environment, environmentSchema } from './environment.ts';

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
    supervisors: e.SUPERVISORS,
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
