import { parseJsonObject } from '../json.ts';
import { CTI, type CtiState } from '../world/agent-states.ts';
import type { World } from '../world/world.ts';
import type { Retcode } from './retcodes.ts';
import type { Session, Sessions } from './sessions.ts';

export type SignInForm = 'login' | 'forcelogin' | 'loginex';

type SignInOutcome = { readonly session: Session; readonly result: unknown } | { readonly retcode: Retcode };

/** Signs agents in and out, and checks their passwords. */
export interface SignIn {
  signIn(agentId: number, form: SignInForm, body: Buffer): SignInOutcome;
  signOut(agentId: number, session: Session): Retcode;
  /** Sets the password of one agent. Other agents have the password of the floor. */
  setPassword(agentId: number, password: string): void;
  unlock(agentId: number): void;
}

interface SignInOptions {
  readonly world: World;
  readonly sessions: Sessions;
  readonly defaultPassword: string;
  readonly wrongPasswordsBeforeLock: number;
}

/** The values of `status` at sign-in: 3 busy, 4 available (default), 5 wrap-up (page 1202). */
const STATUS_AT_SIGN_IN: Readonly<Record<string, CtiState>> = {
  '3': CTI.busy,
  '4': CTI.idle,
  '5': CTI.wrapUp,
};

export function createSignIn({
  world,
  sessions,
  defaultPassword,
  wrongPasswordsBeforeLock,
}: SignInOptions): SignIn {
  const passwords = new Map<number, string>();
  const wrongPasswords = new Map<number, number>();

  function checkPassword(agentId: number, given: string): Retcode | undefined {
    const wrongBefore = wrongPasswords.get(agentId) ?? 0;
    if (wrongBefore >= wrongPasswordsBeforeLock) return '110-021';
    if (world.find(agentId) === undefined || given !== (passwords.get(agentId) ?? defaultPassword)) {
      wrongPasswords.set(agentId, wrongBefore + 1);
      return '100-004';
    }
    wrongPasswords.delete(agentId);
    return undefined;
  }

  function admit(agentId: number, state: CtiState): SignInOutcome {
    const session = sessions.open(agentId);
    sessions.push(session, 'AgentOther_InService');
    world.signOut(agentId);
    world.setState(agentId, state, state === CTI.busy ? 1 : 0);
    const agent = world.agent(agentId);
    const result = {
      vdnid: world.vdn,
      workno: String(agentId),
      mediatype: agent.mediaType,
      loginTime: String(world.time.reported(world.time.now())),
      isForceChange: 'false',
      serverName: 'AgentGateway',
      timeRemaining: '',
    };
    return { session, result };
  }

  return {
    signIn(agentId, form, body) {
      const fields = readFields(body);
      if (fields === undefined) return { retcode: '100-001' };
      const state = STATUS_AT_SIGN_IN[fields['status'] ?? '4'];
      if (state === undefined || !fits(fields)) return { retcode: '100-011' };
      if (form !== 'loginex' && (!fields['password'] || !fields['phonenum'])) return { retcode: '100-001' };
      const refused = checkPassword(agentId, fields['password'] ?? '');
      if (refused !== undefined) return { retcode: refused };
      // The platform refuses an agent that it takes for signed in, also after a crash of the gateway lost the
      // session.
      if (form !== 'forcelogin' && world.agent(agentId).state !== CTI.signedOut)
        return { retcode: '100-002' };
      return admit(agentId, state);
    },
    signOut(agentId, session) {
      const { state } = world.agent(agentId);
      if (state === CTI.signedOut) return '100-008';
      // The platform refuses agents who are answering or talking (page 1219).
      if (state === CTI.ringing || state === CTI.talking) return '100-010';
      sessions.close(session.agentId);
      world.signOut(agentId);
      return '0';
    },
    setPassword: (agentId, password) => void passwords.set(agentId, password),
    unlock: (agentId) => void wrongPasswords.delete(agentId),
  };
}

/** Whether the fields have the lengths of page 1202. */
function fits(fields: Readonly<Record<string, string>>): boolean {
  const longest = { password: 32, phonenum: 24, ip: 15, callBackUri: 200, serviceToken: 50 };
  return Object.entries(longest).every(([name, length]) => (fields[name] ?? '').length <= length);
}

/** Reads the fields of a body. Numbers and booleans may be strings, as in the vendor's samples. */
function readFields(body: Buffer): Record<string, string> | undefined {
  const parsed = parseJsonObject(body);
  if (parsed === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value)]]
        : [],
    ),
  );
}
