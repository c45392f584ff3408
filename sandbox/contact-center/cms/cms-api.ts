import type { Clock } from '../clock.ts';
import { isJsonObject, parseJsonObject } from '../json.ts';
import {
  type Exchange,
  isDeclaredJson,
  type Reply,
  type UpstreamApi,
  webPage,
  wrongMediaType,
} from '../upstream-api.ts';
import type { World } from '../world/world.ts';
import { SUCCESS, wrap, wrapFailure } from './envelopes.ts';
import { readParameters } from './parameters.ts';
import { type BodyStyle, type CmsOutcome, type CmsRoute, ILLEGAL_PARAMETER } from './route.ts';
import { agentRoutes } from './routes/agents.ts';
import { configurationRoutes } from './routes/configuration.ts';
import { floorRoutes } from './routes/floor.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import type { CmsRules } from './rules.ts';
import { type KeyPair, signatureProblem } from './signature.ts';

interface CmsApiOptions {
  readonly world: World;
  readonly rules: CmsRules;
  readonly clock: Clock;
  readonly keys: () => KeyPair;
  readonly clockSkewMs: () => number;
}

const ENDPOINTS = [...agentRoutes, ...floorRoutes, ...indicatorRoutes, ...configurationRoutes].map(
  (route) => ({
    route,
    pattern: new RegExp(`^/rest/cmsapp/v1/${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }),
);

/** The CC-CMS API: stateless, with a signature on every request. */
export function createCmsApi({ world, rules, clock, keys, clockSkewMs }: CmsApiOptions): UpstreamApi {
  const now = (): number => clock.now() + clockSkewMs();

  function answer(exchange: Exchange): Reply {
    const problem = signatureProblem(exchange, keys(), rules, now());
    if (problem !== undefined) return { ...webPage(401, 'Unauthorized'), detail: problem };
    const here = ENDPOINTS.filter(({ pattern }) => pattern.test(exchange.path));
    const endpoint = here.find(({ route }) => route.method === exchange.method);
    if (endpoint === undefined)
      return here.length > 0 ? webPage(405, 'Method Not Allowed') : webPage(404, 'Not Found');
    if (exchange.body.length > 0 && !isDeclaredJson(exchange)) return wrongMediaType();
    return asReply(endpoint.route, ask(endpoint.route, exchange, endpoint.pattern));
  }

  function ask(route: CmsRoute, exchange: Exchange, pattern: RegExp): CmsOutcome {
    const fields =
      route.method === 'GET' ? pattern.exec(exchange.path)?.groups : readBody(route, exchange.body);
    if (fields === undefined && route.name !== 'restreasons') return ILLEGAL_PARAMETER;
    const areTexts = route.method === 'GET' || route.takesTexts === true;
    const parameters = readParameters(fields ?? {}, areTexts ? 'loose' : rules.integers);
    const needsCallCentre = route.name !== 'ping';
    const ccId = parameters.integer('ccId', 1, 65_535);
    const vdn = parameters.integer('vdn', 1, 5000);
    // `hisindex` accepts requests without a ccId (page 0648).
    const ccIdMissing = ccId === undefined && (route.name !== 'hisindex-agent' || parameters.has('ccId'));
    if (needsCallCentre && (ccIdMissing || vdn === undefined)) return ILLEGAL_PARAMETER;
    const isOurs = (ccId ?? world.ccId) === world.ccId && vdn === world.vdn;
    return route.answer({ world, parameters, isOurs, rules });
  }

  function readBody(route: CmsRoute, body: Buffer): Readonly<Record<string, unknown>> | undefined {
    const parsed = parseJsonObject(body);
    if (parsed === undefined) return undefined;
    const inner = parsed['queryParam'];
    const wrapped = isJsonObject(inner);
    const style = bodyStyle(route);
    if (style === 'flat' && wrapped) return undefined;
    if (style === 'wrapped' && !wrapped) return undefined;
    return wrapped ? inner : parsed;
  }

  function bodyStyle(route: CmsRoute): BodyStyle {
    if (route.name === 'systemstate')
      return rules.systemstateBody === 'both' ? 'either' : rules.systemstateBody;
    return rules.bodies === 'documented' ? route.body : 'either';
  }

  function asReply(route: CmsRoute, outcome: CmsOutcome): Reply {
    if ('resultCode' in outcome) return refuse(outcome.resultCode);
    return {
      status: 200,
      json: wrap(rules.envelope ?? route.envelope, outcome.payload, outcome.count),
      code: SUCCESS,
    };
  }

  return {
    name: 'cms',
    identify(method, path) {
      const named = ENDPOINTS.find(({ route, pattern }) => route.method === method && pattern.test(path));
      return { route: named?.route.name ?? 'unknown', agentId: undefined };
    },
    answer,
    refuse,
    now,
  };
}

/** Failures are sent with HTTP 200, as successes are. */
function refuse(resultCode: string): Reply {
  return { status: 200, json: wrapFailure(resultCode), code: resultCode, detail: `answered ${resultCode}` };
}
