import { createCertificateAuthority } from './certificates.ts';
import { type Clock, createRealClock } from './clock.ts';
import { createCmsApi } from './cms/cms-api.ts';
import { type CmsControl, createCmsControl } from './cms/cms-control.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createScenarios, type Scenario } from './faults/scenarios.ts';
import { publishAgentEvents } from './gateway/agent-events.ts';
import { createGatewayApi } from './gateway/gateway-api.ts';
import { createGatewayControl, type GatewayControl } from './gateway/gateway-control.ts';
import { createSessions } from './gateway/sessions.ts';
import { createSignIn } from './gateway/sign-in.ts';
import { serveHttps, type TlsVariant } from './https-upstream.ts';
import { createRequestRecorder, type RequestLog, type ServedRequest } from './request-log.ts';
import { type BotAgent, cmsRules, gatewayRules, type SimulatorOptions } from './simulator-options.ts';
import { furnishDefaultFloor } from './world/default-floor.ts';
import { createFloorTime } from './world/floor-time.ts';
import { startLife } from './world/life.ts';
import { createRandom } from './world/random.ts';
import { createWorld, type World } from './world/world.ts';

/** A contact centre to build against: CC-Gateway and CC-CMS over HTTPS on loopback, one floor behind both. */
export interface Simulator {
  readonly gatewayUrl: string;
  readonly cmsUrl: string;
  /** PEM text of the authority that signed both servers' certificates. */
  readonly ca: string;
  readonly bot: BotAgent;
  readonly ccId: number;
  readonly vdn: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly world: World;
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  readonly cms: CmsControl;
  readonly tls: { present(variant: TlsVariant): Promise<void> };
  /** Every way to break the upstreams, by name, each ready for a button. */
  readonly scenarios: readonly Scenario[];
  readonly requests: RequestLog;
  /** How fast the floor's time runs; may be changed at any moment. */
  speed: number;
  /** Called with each request once it is served. Returns what ends that. */
  onRequest(listener: (entry: ServedRequest) => void): () => void;
  stop(): Promise<void>;
}

const BOT: BotAgent = { agentId: 900, password: 'demo-password', phone: '88889999' };

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, clock = createRealClock(), ccId = 1, vdn = 170 } = options;
  const authority = await createCertificateAuthority();
  const time = createFloorTime(clock, options.speed ?? 1);
  const world = createWorld({ ccId, vdn, time, timeZone: options.timeZone ?? 'UTC' });
  const random = createRandom(seed);
  const bot: BotAgent = { ...BOT, ...options.bot };
  furnishDefaultFloor({ world, random, agents: options.agents ?? 40, queues: options.queues ?? 6 });
  world.addAgent({ id: bot.agentId, name: 'Service agent', phone: bot.phone, signedIn: false });

  const rules = gatewayRules(options);
  const recorder = createRequestRecorder();
  const faults = createFaults(clock);
  const sessions = createSessions({ clock, rules, onExpired: ({ agentId }) => world.signOut(agentId) });
  const signIn = createSignIn({
    world,
    sessions,
    defaultPassword: bot.password,
    wrongPasswordsBeforeLock: options.wrongPasswordsBeforeLock ?? 5,
  });
  publishAgentEvents(world, sessions);
  const gatewayApi = createGatewayApi({
    world,
    sessions,
    signIn,
    rules,
    botAgentId: bot.agentId,
    clock,
    recorder,
  });
  const serving = { authority, faults, recorder, clock };
  const gatewayUpstream = await serveHttps({ ...serving, api: gatewayApi, port: options.gatewayPort ?? 0 });

  const cmsState = {
    accessKey: options.accessKey ?? 'demo-access-key',
    secretKey: options.secretKey ?? 'demo-secret-key',
    clockSkewMs: 0,
    rules: cmsRules(options),
  };
  const cmsApi = createCmsApi({
    world,
    rules: cmsState.rules,
    clock,
    keys: () => cmsState,
    clockSkewMs: () => cmsState.clockSkewMs,
  });
  const cmsUpstream = await serveHttps({ ...serving, api: cmsApi, port: options.cmsPort ?? 0 });

  const stopLife =
    options.life === false
      ? undefined
      : startLife({ world, random, lives: ({ id }) => id !== bot.agentId && sessions.get(id) === undefined });

  const gateway = createGatewayControl({
    world,
    sessions,
    signIn,
    rules,
    clock,
    botAgentId: bot.agentId,
    upstream: gatewayUpstream,
  });
  const cms = createCmsControl(cmsState, cmsUpstream);
  const tls = {
    async present(variant: TlsVariant) {
      await Promise.all([gateway.tls.present(variant), cms.tls.present(variant)]);
    },
  };

  return {
    gatewayUrl: gatewayUpstream.url,
    cmsUrl: cmsUpstream.url,
    ca: authority.ca,
    bot,
    ccId,
    vdn,
    seed,
    clock,
    world,
    faults,
    gateway,
    cms,
    tls,
    scenarios: createScenarios({ faults, gateway, cms, tls, bot }),
    requests: recorder.log,
    get speed() {
      return time.speed;
    },
    set speed(value) {
      time.speed = value;
    },
    onRequest: (listener) => recorder.onRequest(listener),
    async stop() {
      stopLife?.();
      time.stop();
      sessions.stop();
      await Promise.all([gatewayUpstream.stop(), cmsUpstream.stop()]);
    },
  };
}
