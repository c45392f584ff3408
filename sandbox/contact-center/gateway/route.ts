import type { GatewayRouteName } from '../route-names.ts';
import type { Exchange } from '../upstream-api.ts';
import type { World } from '../world/world.ts';
import type { Retcode } from './retcodes.ts';
import type { Session } from './sessions.ts';

/** The data that a query is answered from. */
export interface QueryContext {
  readonly world: World;
  /** The agent of the first id in the path: the caller, who is signed in. */
  readonly caller: number;
  /** The other named parts of the path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly exchange: Exchange;
  /** The caller's session; `undefined` for an agent who signed in elsewhere. */
  readonly session: Session | undefined;
}

type GatewayOutcome = { readonly result: unknown } | { readonly retcode: Retcode };

/** An interface that a signed-in agent may query. */
export interface GatewayRoute {
  readonly name: GatewayRouteName;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The path after `/agentgateway/resource/`; `{agentid}` is the caller. */
  readonly path: string;
  answer(context: QueryContext): GatewayOutcome;
}

/** Parses an agent id; returns `undefined` outside the range that the gateway accepts since 25.200.0. */
export function legalAgentId(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  const id = Number(text);
  return id >= 101 && id <= 999_999 ? id : undefined;
}

const SKILL_ID = { low: 1, high: 5000 };

export function legalSkillId(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,4}$/.test(text)) return undefined;
  const id = Number(text);
  return id >= SKILL_ID.low && id <= SKILL_ID.high ? id : undefined;
}

/** Converts a path of the route table into a regular expression with named groups. */
export function pathPattern(path: string): RegExp {
  return new RegExp(`^/agentgateway/resource/${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]*)')}/?$`);
}
