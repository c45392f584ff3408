import type { CertificateAuthority } from '../certificates.ts';
import { serveHttps } from '../https-upstream.ts';
import type { RequestServing } from '../serve-request.ts';
import type { BotAgent } from '../simulator-options.ts';
import type { World } from '../world/world.ts';
import { publishAgentEvents } from './agent-events.ts';
import { createGatewayApi } from './gateway-api.ts';
import { createGatewayControl, type GatewayControl } from './gateway-control.ts';
import type { GatewayRules } from './rules.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';

export interface OpenGateway {
  readonly url: string;
  readonly control: GatewayControl;
  /** Whether an agent signed in through this gateway rather than at a desk of the floor. */
  hasSession(agentId: number): boolean;
  stop(): Promise<void>;
}

interface OpenGatewayOptions extends Omit<RequestServing, 'api'> {
  readonly world: World;
  readonly rules: GatewayRules;
  readonly bot: BotAgent;
  readonly wrongPasswordsBeforeLock: number;
  readonly authority: CertificateAuthority;
  readonly port: number;
}

/** Starts the CC-Gateway server for the given world. */
export async function openGateway(options: OpenGatewayOptions): Promise<OpenGateway> {
  const { world, rules, bot, clock, recorder, wrongPasswordsBeforeLock } = options;
  const botAgentId = bot.agentId;
  const sessions = createSessions({ clock, rules, onExpired: ({ agentId }) => world.signOut(agentId) });
  const signIn = createSignIn({ world, sessions, defaultPassword: bot.password, wrongPasswordsBeforeLock });
  publishAgentEvents(world, sessions);
  const api = createGatewayApi({ world, sessions, signIn, rules, botAgentId, clock, recorder });
  const upstream = await serveHttps({ ...options, api });
  return {
    url: upstream.url,
    control: createGatewayControl({ world, sessions, signIn, rules, clock, botAgentId, upstream }),
    hasSession: (agentId) => sessions.get(agentId) !== undefined,
    async stop() {
      sessions.stop();
      await upstream.stop();
    },
  };
}
