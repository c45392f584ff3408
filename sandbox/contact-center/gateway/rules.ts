import type { BalancerMode } from './load-balancer.ts';
import type { Retcode } from './retcodes.ts';
import type { StatisticsOutsideCall } from './routes/call-data.ts';
import type { SessionRules } from './sessions.ts';

/** How this gateway behaves where sites differ or the documents leave it open. Everything can be changed while it runs. */
export interface GatewayRules extends SessionRules {
  authMode: 'static' | 'dynamic';
  guidIntervalMs: number;
  guidTimeoutMs: number;
  supersededGuidCalls: number;
  pollTimeoutMs: number;
  /** How long a poll waits for an event (basic.properties: 100 times 100 ms). */
  pollWaitMs: number;
  /** Where a new GUID is delivered: with polls only, or with any reply. */
  guidDelivery: 'strict' | 'lenient';
  /** Whether agent B's GUID opens the path of agent A. No page says; 'strict' is what C4 implies. */
  crossAgent: 'strict' | 'open';
  crossAgentCode: '000-003' | '100-006';
  wrongGuidCode: '000-003' | '100-006';
  /** Whether a session is only found with the load balancer's cookie. */
  stickyCookie: boolean;
  /** What the load balancer's cookies do. */
  balancer: BalancerMode;
  /** Requests per window of one calling agent (page 0406); what the refusal looks like is not documented. */
  overload: { limit: number; windowMs: number; answer: 429 | Retcode };
  statisticsOutsideCall: StatisticsOutsideCall;
  /** The CTI platform does not answer the gateway: every query is 100-007. */
  backendDown: boolean;
  /** How long sign-in answers 100-002 after a crash. */
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
