import { createCertificateAuthority } from './certificates.ts';
import { type Clock, createRealClock } from './clock.ts';
import type { CmsControl } from './cms/cms-control.ts';
import { openCms } from './cms/open-cms.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createScenarios, type Scenario } from './faults/scenarios.ts';
import type { GatewayControl } from './gateway/gateway-control.ts';
import { openGateway } from './gateway/open-gateway.ts';
import type { TlsVariant } from './https-upstream.ts';
import { createRequestRecorder, type RequestLog, type ServedRequest } from './request-log.ts';
import { type BotAgent, cmsRules, gatewayRules, type SimulatorOptions } from './simulator-options.ts';
import { furnishDefaultFloor } from './world/default-floor.ts';
import { createFloorTime } from './world/floor-time.ts';
import { startLife } from './world/life.ts';
import { createRandom } from './world/random.ts';
import { createWorld, type World } from './world/world.ts';

/** A contact centre for development: CC-Gateway and CC-CMS over HTTPS on loopback, with one floor behind both. */
export interface Simulator {
  readonly gatewayUrl: string;
  readonly cmsUrl: string;
  /** The certificate in PEM of the authority that signed both servers' certificates. */
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
  /** All scenarios that break the upstreams. */
  readonly scenarios: readonly Scenario[];
  readonly requests: RequestLog;
  /** Speed of the floor's time; it can be changed at any moment. */
  speed: number;
  /** Calls the listener with each served request. Returns a function that removes the listener. */
  onRequest(listener: (entry: ServedRequest) => void): () => void;
  stop(): Promise<void>;
}

const BOT: BotAgent = { agentId: 900, password: 'demo-password', phone: '88889999' };
const KEYS = { accessKey: 'demo-access-key', secretKey: 'demo-secret-key' };

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, clock = createRealClock(), ccId = 1, vdn = 170, timeZone = 'UTC' } = options;
  const bot: BotAgent = { ...BOT, ...options.bot };
  const keys = { ...KEYS, ...options.keys };
  const time = createFloorTime(clock, options.speed ?? 1);
  const world = createWorld({ ccId, vdn, time, timeZone });
  const random = createRandom(seed);
  world.addAgent({ id: bot.agentId, name: 'Service agent', phone: bot.phone, signedIn: false });
  furnishDefaultFloor({ world, random, agents: options.agents ?? 40, queues: options.queues ?? 6 });

  const recorder = createRequestRecorder();
  const faults = createFaults(clock);
  const serving = { world, faults, recorder, clock, authority: await createCertificateAuthority() };
  const { wrongPasswordsBeforeLock = 5, gatewayPort = 0, cmsPort = 0 } = options;
  const gateway = await openGateway({
    ...serving,
    rules: gatewayRules(options),
    bot,
    wrongPasswordsBeforeLock,
    port: gatewayPort,
  });
  const cms = await openCms({ ...serving, rules: cmsRules(options), keys, port: cmsPort }).catch(
    async (error: unknown) => {
      time.stop();
      await gateway.stop();
      throw error;
    },
  );
  const lives = ({ id }: { id: number }): boolean => id !== bot.agentId && !gateway.hasSession(id);
  const stopLife = options.life === false ? () => {} : startLife({ world, random, lives });
  const tls = {
    async present(variant: TlsVariant) {
      await Promise.all([gateway.control.tls.present(variant), cms.control.tls.present(variant)]);
    },
  };

  return {
    gatewayUrl: gateway.url,
    cmsUrl: cms.url,
    ca: serving.authority.ca,
    bot,
    ccId,
    vdn,
    seed,
    clock,
    world,
    faults,
    gateway: gateway.control,
    cms: cms.control,
    tls,
    scenarios: createScenarios({ faults, gateway: gateway.control, cms: cms.control, tls, bot }),
    requests: recorder.log,
    get speed() {
      return time.speed;
    },
    set speed(value) {
      time.speed = value;
    },
    onRequest: (listener) => recorder.onRequest(listener),
    async stop() {
      stopLife();
      time.stop();
      await Promise.all([gateway.stop(), cms.stop()]);
    },
  };
}
