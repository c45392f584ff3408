import type { Clock } from './clock.ts';
import { type CmsRules, DEFAULT_CMS_RULES } from './cms/rules.ts';
import type { KeyPair } from './cms/signature.ts';
import { DEFAULT_GATEWAY_RULES, type GatewayRules } from './gateway/rules.ts';

export interface SimulatorOptions {
  /** Same seed and same steps of the clock: same floor. Default 1. */
  readonly seed?: number;
  /** Default: the computer's clock. */
  readonly clock?: Clock;
  /** How fast the floor's time runs; 0 stands still. Default 1. Sessions, GUIDs and polls always keep the clock's own pace. */
  readonly speed?: number;
  /** false leaves everyone in their state until told otherwise. Default true. */
  readonly life?: boolean;
  /** How many people the default floor has, the bot's own agent not counted; 0 for a floor to fill yourself. Default 40. */
  readonly agents?: number;
  /** Queues of the default floor. Default 6. */
  readonly queues?: number;
  /** Default: a free one. */
  readonly gatewayPort?: number;
  readonly cmsPort?: number;
  readonly ccId?: number;
  readonly vdn?: number;
  /** IANA zone whose midnight starts the counters anew. Default UTC. */
  readonly timeZone?: string;
  readonly bot?: Partial<BotAgent>;
  readonly keys?: Partial<KeyPair>;
  /** After so many the account is locked (110-021). Default 5. */
  readonly wrongPasswordsBeforeLock?: number;
  /** How long a poll waits for an event. Default 10 000. */
  readonly pollWaitMs?: number;
  /** How the gateway behaves: see GatewayRules. May be changed later through `simulator.gateway.rules`. */
  readonly gateway?: Partial<GatewayRules>;
  /** How the CMS behaves: see CmsRules. May be changed later through `simulator.cms.rules`. */
  readonly cms?: Partial<CmsRules>;
}

/** The agent that a service signs in as: busy, in no queue. */
export interface BotAgent {
  readonly agentId: number;
  readonly password: string;
  readonly phone: string;
}

export function gatewayRules(options: SimulatorOptions): GatewayRules {
  return {
    ...DEFAULT_GATEWAY_RULES,
    ...options.gateway,
    ...(options.pollWaitMs === undefined ? {} : { pollWaitMs: options.pollWaitMs }),
    overload: { ...(options.gateway?.overload ?? DEFAULT_GATEWAY_RULES.overload) },
  };
}

export function cmsRules(options: SimulatorOptions): CmsRules {
  return { ...DEFAULT_CMS_RULES, ...options.cms };
}
