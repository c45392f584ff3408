import { z } from 'zod';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import { type ErrorCode, FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { optionalCount } from '../coerce.ts';
import { certificateFields } from '../http/certificate-fields.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { signInFailure } from './codes.ts';
import { openGatewayReply } from './envelope.ts';
import { readGuid } from './guid.ts';

/** The bot's own agent. It is not ready and in no queue, so that no call is routed to it. */
export interface GatewayAgent {
  readonly agentId: AgentId;
  readonly password: string;
  readonly phone: string;
  /** `loginex` signs in to the platform only and needs no licence (page 0357); `login` needs one (page 1202). Never `forcelogin`. */
  readonly signIn: 'loginex' | 'login';
}

export const RESOURCE = '/agentgateway/resource';
export const JSON_HEADERS = { 'content-type': 'application/json; charset=UTF-8' } as const;

const BUSY = '3';
const PHONE_AND_PC = '4';

export function signInRequest(agent: GatewayAgent): HttpRequest {
  const path = `${RESOURCE}/onlineagent/${agent.agentId}${agent.signIn === 'loginex' ? '/loginex' : ''}`;
  const body = {
    password: agent.password,
    phonenum: agent.phone,
    status: BUSY,
    agenttype: PHONE_AND_PC,
    autoanswer: 'false',
    autoenteridle: 'false',
    releasephone: 'true',
  };
  return { method: 'PUT', path, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

export function signOutPath(agentId: number): string {
  return `${RESOURCE}/onlineagent/${agentId}/logout`;
}

/** Path of the state of the bot's own agent (page 0355), which only a valid session may read. */
export function ownStatusPath(agentId: number): string {
  return `${RESOURCE}/onlineagent/${agentId}/agentstatus`;
}

const EXPIRY_NOTICE_DAYS = 14;

const signedIn = z.object({ isForceChange: z.unknown().optional(), timeRemaining: optionalCount });

export interface SignedIn {
  readonly guid: string;
  /** A password that expires soon or must be changed; `undefined` if neither. */
  readonly warning: string | undefined;
}

/** @throws {FloorwalkerError} gateway-sign-in-refused, gateway-agent-in-use, gateway-signed-out, upstream-garbled */
export function readSignIn(reply: HttpReply): SignedIn {
  const { retcode, result } = openGatewayReply(reply);
  if (retcode !== '0') throw signInFailure(retcode);
  const guid = readGuid(reply.headers);
  if (guid === undefined)
    throw new FloorwalkerError('upstream-garbled', { detail: 'signed in without Set-GUID' });
  return { guid, warning: passwordWarning(signedIn.safeParse(result).data) };
}

function passwordWarning(result: z.infer<typeof signedIn> | undefined): string | undefined {
  if (String(result?.isForceChange) === 'true') return 'the password must be changed';
  const days = result?.timeRemaining;
  return days !== undefined && days <= EXPIRY_NOTICE_DAYS
    ? `the password expires in ${days} days`
    : undefined;
}

const REFUSALS: Partial<Record<ErrorCode, string>> = {
  'gateway-sign-in-refused':
    'gateway sign-in refused for good: correct GATEWAY_AGENT_ID, GATEWAY_PASSWORD and GATEWAY_PHONE, unlock the agent ' +
    'if necessary, and restart. There is no retry, because it could lock the agent',
  'gateway-agent-in-use':
    'gateway agent already signed in, which lasts up to 2 minutes after a crash: retrying slowly, the CMS answers meanwhile',
};

export function logSignInFailure(logger: Logger, { code, detail, reason }: FloorwalkerError): void {
  const level = code === 'gateway-sign-in-refused' ? 'error' : 'warn';
  const message = REFUSALS[code] ?? 'gateway sign-in failed: retrying, the CMS answers meanwhile';
  logger[level]({ code, detail, ...certificateFields('CC-Gateway', reason) }, message);
}
