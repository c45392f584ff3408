import type { CmsControl } from '../cms/cms-control.ts';
import type { GatewayControl } from '../gateway/gateway-control.ts';
import type { TlsVariant } from '../https-upstream.ts';
import type { BotAgent } from '../simulator-options.ts';
import { balancerRows } from './balancer-scenarios.ts';
import type { Fault, Faults } from './faults.ts';
import { listRows } from './list-scenarios.ts';
import type { ScenarioRow } from './scenario-row.ts';
import { SWITCHED_FAULTS } from './switched-faults.ts';

/** A scenario that breaks an upstream, with its state and the functions behind a button. */
export interface Scenario extends Pick<ScenarioRow, 'name' | 'description' | 'upstream'> {
  /** An action happens once; a switch stays on until `stop` is called. */
  readonly type: 'action' | 'switch';
  readonly on: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface Broken {
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  readonly cms: CmsControl;
  readonly tls: { present(variant: TlsVariant): Promise<void> };
  readonly bot: BotAgent;
}

/** Creates the table of all scenarios for the two upstreams. */
export function createScenarios(broken: Broken): readonly Scenario[] {
  const faultRows = SWITCHED_FAULTS.map(({ name, description, spec }): ScenarioRow => {
    let fault: Fault | undefined;
    return {
      name,
      description,
      upstream: spec.upstream,
      start: () => void (fault = broken.faults.add(spec)),
      stop: () => fault?.remove(),
    };
  });
  return [
    ...faultRows,
    ...gatewayRows(broken),
    ...balancerRows(broken.gateway),
    ...cmsRows(broken),
    ...listRows(broken.cms),
    ...tlsRows(broken),
  ].map(scenario);
}

function scenario({ name, description, upstream, holds, start, stop }: ScenarioRow): Scenario {
  let started = false;
  const isOn = (): boolean => started && holds?.() !== false;
  return {
    name,
    description,
    upstream,
    type: stop === undefined ? 'action' : 'switch',
    get on() {
      return isOn();
    },
    async start() {
      if (isOn()) return;
      started = stop !== undefined;
      await start();
    },
    async stop() {
      if (!isOn()) return;
      started = false;
      await stop?.();
    },
  };
}

function gatewayRows({ gateway, bot }: Broken): readonly ScenarioRow[] {
  const { rules } = gateway;
  return [
    {
      name: 'gateway-restarts',
      description: 'The gateway crashes: sessions are gone, sign-in answers 100-002 for two minutes',
      upstream: 'gateway',
      start: () => gateway.restart(),
    },
    {
      name: 'gateway-restarts-cleanly',
      description: 'The gateway restarts: sessions are gone, sign-in works at once',
      upstream: 'gateway',
      start: () => gateway.restart({ refuseSignInMs: 0 }),
    },
    {
      name: 'gateway-loses-sessions',
      description: 'Every session is gone; connections stay',
      upstream: 'gateway',
      start: () => gateway.dropSessions(),
    },
    {
      name: 'gateway-changes-guids',
      description: 'Every session gets a new GUID with its next poll; the old one dies at once',
      upstream: 'gateway',
      start: () => gateway.rotateGuids({ oldGuid: 'dead' }),
    },
    {
      name: 'gateway-changes-guids-with-every-poll',
      description: 'A new GUID with every poll; the old one is good for one more request',
      upstream: 'gateway',
      ...overriding(rules, { guidIntervalMs: 0, supersededGuidCalls: 1 }),
    },
    {
      name: 'gateway-agent-occupied',
      description: 'Somebody else is signed in as the service agent: sign-in answers 100-002',
      upstream: 'gateway',
      start: () => gateway.occupyBotAgent(),
      stop: () => gateway.freeBotAgent(),
    },
    {
      name: 'gateway-password-changed',
      description: "The service agent's password is another now, and its session is gone",
      upstream: 'gateway',
      start() {
        gateway.setPassword(bot.agentId, `not-${bot.password}`);
        gateway.dropSessions();
      },
      stop() {
        gateway.setPassword(bot.agentId, bot.password);
        gateway.unlock(bot.agentId);
      },
    },
    {
      name: 'gateway-opens-other-agents',
      description: "The service agent's GUID opens other agents' paths too",
      upstream: 'gateway',
      ...overriding(rules, { crossAgent: 'open' }),
    },
    {
      name: 'gateway-platform-down',
      description: 'The gateway does not reach the platform: every query is 100-007',
      upstream: 'gateway',
      ...overriding(rules, { backendDown: true }),
    },
    {
      name: 'gateway-unplugged',
      description: 'Connections to the gateway are refused',
      upstream: 'gateway',
      start: () => gateway.unplug(),
      stop: () => gateway.plugIn(),
    },
  ];
}

function cmsRows({ cms }: Broken): readonly ScenarioRow[] {
  return [
    {
      name: 'cms-clock-ahead',
      description: 'The CMS clock is ten minutes ahead and signatures are good for five',
      upstream: 'cms',
      start() {
        cms.clockSkewMs = 600_000;
        Object.assign(cms.rules, { signatureWindowMs: 300_000 });
      },
      stop() {
        cms.clockSkewMs = 0;
        Object.assign(cms.rules, { signatureWindowMs: undefined });
      },
    },
    {
      name: 'cms-keys-changed',
      description: 'The access and secret key are others now: 401',
      upstream: 'cms',
      start: () => void cms.rotateKeys(),
      stop: () => cms.restoreKeys(),
    },
    {
      name: 'cms-unplugged',
      description: 'Connections to the CMS are refused',
      upstream: 'cms',
      start: () => cms.unplug(),
      stop: () => cms.plugIn(),
    },
  ];
}

const TLS_SCENARIOS: readonly (readonly [TlsVariant, string])[] = [
  ['expired', 'Both servers show a certificate that ran out yesterday'],
  ['wrong-ca', 'Both servers show a certificate of an untrusted authority'],
  ['wrong-host', 'Both servers show a certificate for another host'],
  ['self-signed', 'Both servers show a certificate that they signed themselves'],
  ['tls-1.0', 'Both servers speak TLS 1.0 only'],
];

function tlsRows({ tls }: Broken): readonly ScenarioRow[] {
  let presented: TlsVariant = 'valid';
  function present(variant: TlsVariant): Promise<void> {
    presented = variant;
    return tls.present(variant);
  }
  return TLS_SCENARIOS.map(([variant, description]) => ({
    name: `tls-${variant.replace('tls-', '')}`,
    description,
    upstream: 'both',
    // A server presents one certificate, so starting another scenario replaces this one.
    holds: () => presented === variant,
    start: () => present(variant),
    stop: () => present('valid'),
  }));
}

/** Returns functions that change rules and restore their earlier values. */
function overriding<Rules extends object>(
  rules: Rules,
  changes: Partial<Rules>,
): Required<Pick<ScenarioRow, 'start' | 'stop'>> {
  let before: Partial<Rules> = {};
  return {
    start() {
      before = { ...rules };
      Object.assign(rules, changes);
    },
    stop() {
      for (const name of Object.keys(changes)) Object.assign(rules, { [name]: Reflect.get(before, name) });
    },
  };
}
