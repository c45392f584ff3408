import type { BalancerMode } from './load-balancer.ts';
import type { Retcode } from './retcodes.ts';
import type { StatisticsOutsideCall } from './routes/call-data.ts';
import type { SessionRules } from './sessions.ts';

/** The gateway's behaviour where sites differ or the documents leave it open. Every rule can be changed at run time. */
export interface GatewayRules extends SessionRules {
  authMode: 'static' | 'dynamic';
  guidIntervalMs: number;
  guidTimeoutMs: number;
  supersededGuidCalls: number;
  pollTimeoutMs: number;
  /** Milliseconds that a poll waits for an event (basic.properties: 100 times 100 ms). */
  pollWaitMs: number;
  /** The replies that deliver a new GUID: polls only, or any reply. */
  guidDelivery: 'strict' | 'lenient';
  /** Whether agent B's GUID is valid for the path of agent A. The documents do not say; 'strict' follows from C4. */
  crossAgent: 'strict' | 'open';
  crossAgentCode: '000-003' | '100-006';
  wrongGuidCode: '000-003' | '100-006';
  /** Whether requests reach a session only with the load balancer's cookie. */
  stickyCookie: boolean;
  /** The behaviour of the load balancer's cookies. */
  balancer: BalancerMode;
  /** Maximum number of requests of one calling agent per window (page 0406). The documents do not show the refusal. */
  overload: { limit: number; windowMs: number; answer: 429 | Retcode };
  statisticsOutsideCall: StatisticsOutsideCall;
  /** Whether the CTI platform is unavailable to the gateway: every query is answered with 100-007. */
  backendDown: boolean;
  /** Milliseconds after a crash in which sign-in answers 100-002. */
  refuseSignInAfterCrashMs: number;
}

export const DEFAULT_GATEWAY_RULES: Readonly<GatewayRules> = {
  authMode: 'dynamic',
  guidIntervalMs: 60_000,
  guidTimeoutMs: 120_000,
  supersededGuidCalls: Number.POSITIVE_INFINITY,
  pollTimeoutMs: 120_000,
  pollWaitMs: 10_000,
  guidDelivery: 'strict',
  crossAgent: 'strict',
  crossAgentCode: '000-003',
  wrongGuidCode: '000-003',
  stickyCookie: false,
  balancer: 'one-cookie',
  overload: { limit: 5, windowMs: 2000, answer: '100-007' },
  statisticsOutsideCall: '100-007',
  backendDown: false,
  refuseSignInAfterCrashMs: 120_000,
};
