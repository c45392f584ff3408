import type { GatewayControl } from '../gateway/gateway-control.ts';
import { BALANCER_MODES, type BalancerMode } from '../gateway/load-balancer.ts';
import type { ScenarioRow } from './scenario-row.ts';

const DESCRIPTIONS: Readonly<Record<BalancerMode, string>> = {
  'one-cookie': 'one cookie finds the node of a session',
  'several-cookies': 'two cookies together find the node of a session',
  'rotated-cookie': 'the cookie of a session changes with each reply',
  'renamed-cookie': 'the cookie of a session is deleted, and another one set instead',
  'growing-cookies': 'each reply sets one more cookie, until the header is too large',
};

/**
 * Scenarios with sticky load balancers. A balancer sets its cookies at sign-in, so starting one ends the sessions from
 * before.
 */
export function balancerRows(gateway: GatewayControl): readonly ScenarioRow[] {
  const { rules } = gateway;
  return BALANCER_MODES.map((balancer) => ({
    name: `gateway-balancer-${balancer}`,
    description: `The gateway is behind a sticky load balancer: ${DESCRIPTIONS[balancer]}`,
    upstream: 'gateway',
    // A gateway has one load balancer, so starting another scenario replaces this one.
    holds: () => rules.stickyCookie && rules.balancer === balancer,
    start() {
      Object.assign(rules, { stickyCookie: true, balancer });
      gateway.dropSessions();
    },
    stop: () => void Object.assign(rules, { stickyCookie: false, balancer: 'one-cookie' }),
  }));
}
