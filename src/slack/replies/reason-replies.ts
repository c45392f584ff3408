import { addressVariable, caFileVariable } from '../../domain/floor/failure-reason.ts';
import type { CertificateFault, FailureReason } from '../../errors.ts';
import { FORMAT } from '../block-kit/format.ts';

/** Explains why an upstream cannot answer until a configuration changes, for use after a colon. */
export function reasonsInWords(reasons: readonly FailureReason[], upstream: string): string[] {
  const certificates = reasons.flatMap((reason) =>
    reason.kind === 'certificate' ? [certificateInWords(reason.fault, upstream)] : [],
  );
  const refused = reasons.filter((reason) => reason.kind === 'permission');
  const permissions = Array.from(
    Map.groupBy(refused, ({ code }) => code),
    ([code, its]) => {
      const rights = [...new Set(its.map(({ endpoint }) => RIGHTS[endpoint] ?? endpoint))];
      return `${KEYS[upstream] ?? 'its key'} may not read ${FORMAT.list(rights, rights.length)} (${code})`;
    },
  );
  return [...new Set([...certificates, ...permissions])];
}

function certificateInWords(fault: CertificateFault, upstream: string): string {
  const variables = { ca: caFileVariable(upstream), url: addressVariable(upstream) };
  return CERTIFICATE[fault](variables);
}

interface Variables {
  readonly ca: string;
  readonly url: string;
}

const NOT_ACCEPTED = 'its certificate was not accepted';

const CERTIFICATE: Readonly<Record<CertificateFault, (variables: Variables) => string>> = {
  'unknown-issuer': ({ ca }) =>
    `${NOT_ACCEPTED}; unknown issuer: ${ca} must name a file with the issuer's certificate`,
  'self-signed': ({ ca }) =>
    `${NOT_ACCEPTED}; it is self-signed: ${ca} must name a file with this certificate`,
  expired: ({ ca }) => `${NOT_ACCEPTED}; it has expired: the server needs a new one, and ${ca} cannot help`,
  'not-yet-valid': ({ ca }) =>
    `${NOT_ACCEPTED}; it is not valid yet: the clocks of both sides must be right, and ${ca} cannot help`,
  'other-host': ({ ca, url }) =>
    `${NOT_ACCEPTED}; it is for another host than ${url} names, and ${ca} cannot help`,
  revoked: ({ ca }) => `${NOT_ACCEPTED}; it was revoked: the server needs a new one, and ${ca} cannot help`,
  other: ({ ca, url }) =>
    `${NOT_ACCEPTED}, or no TLS connection could be agreed on; ${url} must name an HTTPS port that speaks TLS 1.2 or newer, and ${ca} the issuer`,
};

const KEYS: Readonly<Record<string, string>> = {
  'CC-CMS': 'the CMS access key',
  'CC-Gateway': "the gateway's agent",
};

/** The data that a permission of the CMS covers, by interface. */
const RIGHTS: Readonly<Record<string, string>> = {
  'agent/agentbyworkno': 'the state of agents',
  'agent/queryagentcalls': 'the calls of agents',
  'hisindex/agent': 'agent statistics',
  'agentgroup/systemstate': 'the totals of the floor',
  'vdn/totalagentabstractex3': 'the list of agents',
  'realindex/agent/agentsinskill': 'the agents in queues',
  'configures/skills': 'the names of queues',
  'skill/rindex': 'the calls that wait in queues',
};
