import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { ALWAYS_OPEN, type Calendar } from '../domain/calendar/calendar.ts';
import { type MisspeltName, misspeltNames } from '../domain/text/misspelt-name.ts';
import { readCalendar } from './calendar-file.ts';
import { type Environment, environmentSchema, variableGroups } from './environment.ts';

type Variables = Readonly<Partial<Record<keyof Environment, string>>>;

export type ConfigResult =
  /** `misspelt`: names of unknown variables that resemble a known one. */
  | { readonly kind: 'config'; readonly config: Config; readonly misspelt: readonly MisspeltName[] }
  /** One sentence per variable. Values are left out, because some are secrets. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Reads the environment and reports all problems at once.
 *
 * @param readFile returns the text of a CA file; throws if it cannot be read
 * @param calendarText text of `calendar.json` (holidays and opening hours by VDN), if the file exists
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
  calendarText?: string,
): ConfigResult {
  const variables = present(env);
  const parsed = variableGroups.safeParse(variables);
  const gatewayCa = readCertificate('GATEWAY_CA_FILE', variables, readFile);
  const cmsCa = readCertificate('CMS_CA_FILE', variables, readFile);
  const calendar = toCalendar(calendarText, variables.VDN_ID ?? '');
  const problems = [
    ...problemsIn(parsed.error),
    ...gatewayCa.problems,
    ...cmsCa.problems,
    ...calendar.problems,
  ];
  const misspelt = misspeltNames(Object.keys(env), Object.keys(environmentSchema.shape));
  if (!parsed.success || problems.length > 0) {
    const names = misspelt.map(({ name, suggested }) => `${name} is not read: did you mean ${suggested}?`);
    return { kind: 'problems', problems: [...problems, ...names] };
  }
  const files = { gateway: gatewayCa.ca, cms: cmsCa.ca, calendar: calendar.calendar };
  return { kind: 'config', config: withFiles(parsed.data, files), misspelt };
}

/** The validated configuration, grouped by component. */
export type Config = ReturnType<typeof withFiles>;

function withFiles(
  { gateway, cms, ...groups }: z.infer<typeof variableGroups>,
  files: { gateway: string | undefined; cms: string | undefined; calendar: Calendar },
) {
  return {
    ...groups,
    gateway: gateway && { ...gateway, ca: files.gateway },
    cms: cms && { ...cms, ca: files.cms },
    calendar: files.calendar,
  };
}

/** Removes blank variables, which count as not set. */
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

function problemsIn(error: z.ZodError | undefined): string[] {
  const firstOf = new Map(
    error?.issues
      .toReversed()
      .map(({ path, message }) => [path.join('.'), [...path.slice(0, 1), explain(message)]]),
  );
  return Array.from(firstOf.values(), (words) => words.join(' ')).toReversed();
}

function explain(message: string): string {
  return message.includes('received undefined')
    ? 'is missing'
    : message.replace(/^Invalid/, 'is not valid: invalid');
}
