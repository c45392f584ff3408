import type { Clock } from './clock.ts';
import { type CmsRules, DEFAULT_CMS_RULES } from './cms/rules.ts';
import type { KeyPair } from './cms/signature.ts';
import { DEFAULT_GATEWAY_RULES, type GatewayRules } from './gateway/rules.ts';

export interface SimulatorOptions {
  /** The seed of the floor. Runs with equal seeds and equal steps of the clock are identical. Default 1. */
  readonly seed?: number;
  /** Default: the computer's clock. */
  readonly clock?: Clock;
  /** Speed of the floor's time; 0 stands still. Default 1. Sessions, GUIDs and polls always follow the clock itself. */
  readonly speed?: number;
  /** Whether agents and calls change by themselves. Default true. */
  readonly life?: boolean;
  /** The number of people on the default floor, without the bot's own agent; 0 creates an empty floor. Default 40. */
  readonly agents?: number;
  /** The number of queues on the default floor. Default 6. */
  readonly queues?: number;
  /** Default: a free port. */
  readonly gatewayPort?: number;
  readonly cmsPort?: number;
  readonly ccId?: number;
  readonly vdn?: number;
  /** IANA zone whose midnight restarts the counters. Default UTC. */
  readonly timeZone?: string;
  readonly bot?: Partial<BotAgent>;
  readonly keys?: Partial<KeyPair>;
  /** The number of wrong passwords that locks an account (110-021). Default 5. */
  readonly wrongPasswordsBeforeLock?: number;
  /** Milliseconds that a poll waits for an event. Default 10 000. */
  readonly pollWaitMs?: number;
  /** The gateway's behaviour: see GatewayRules. `simulator.gateway.rules` changes it later. */
  readonly gateway?: Partial<GatewayRules>;
  /** The CMS's behaviour: see CmsRules. `simulator.cms.rules` changes it later. */
  readonly cms?: Partial<CmsRules>;
}

/** The agent that a client signs in as: busy, in no queue. */
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
