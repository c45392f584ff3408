import type { Clock } from '../clock.ts';
import type { RequestRecorder } from '../request-log.ts';
import type { GatewayRouteName } from '../route-names.ts';
import {
  type Exchange,
  isDeclaredJson,
  type Reply,
  type UpstreamApi,
  webPage,
  wrongMediaType,
} from '../upstream-api.ts';
import { CTI } from '../world/agent-states.ts';
import type { World } from '../world/world.ts';
import { createLoadBalancer } from './load-balancer.ts';
import { waitForEvent } from './polling.ts';
import { type Retcode, retcodeMessage } from './retcodes.ts';
import { type GatewayRoute, legalAgentId, pathPattern } from './route.ts';
import { agentGroupRoutes } from './routes/agent-group.ts';
import { callDataRoutes } from './routes/call-data.ts';
import { onlineAgentRoutes } from './routes/online-agent.ts';
import { queueDeviceRoutes } from './routes/queue-device.ts';
import type { GatewayRules } from './rules.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn, SignInForm } from './sign-in.ts';

interface GatewayApiOptions {
  readonly world: World;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly rules: GatewayRules;
  readonly botAgentId: number;
  readonly clock: Clock;
  readonly recorder: RequestRecorder;
}

interface Endpoint {
  readonly name: GatewayRouteName;
  readonly method: string;
  readonly pattern: RegExp;
  readonly query?: GatewayRoute;
  readonly form?: SignInForm;
}

const SESSION_ENDPOINTS: readonly (Omit<Endpoint, 'pattern'> & { readonly path: string })[] = [
  { name: 'sign-in', method: 'PUT', path: 'onlineagent/{agentid}', form: 'login' },
  { name: 'sign-in', method: 'PUT', path: 'onlineagent/{agentid}/forcelogin', form: 'forcelogin' },
  { name: 'sign-in', method: 'PUT', path: 'onlineagent/{agentid}/loginex', form: 'loginex' },
  { name: 'sign-out', method: 'DELETE', path: 'onlineagent/{agentid}/logout' },
  { name: 'poll', method: 'GET', path: 'agentevent/{agentid}' },
];

/** The CC-Gateway API: sign-in, sessions, and the queries of signed-in agents. */
export function createGatewayApi(options: GatewayApiOptions): UpstreamApi {
  const { world, sessions, signIn, rules, clock, recorder } = options;
  const queries: readonly GatewayRoute[] = [
    ...callDataRoutes({ statisticsOutsideCall: () => rules.statisticsOutsideCall }),
    ...agentGroupRoutes,
    ...queueDeviceRoutes,
    ...onlineAgentRoutes(sessions),
  ];
  const endpoints: readonly Endpoint[] = [
    ...SESSION_ENDPOINTS.map(({ path, ...rest }) => ({ ...rest, pattern: pathPattern(path) })),
    ...queries.map((query) => ({
      name: query.name,
      method: query.method,
      pattern: pathPattern(query.path),
      query,
    })),
  ];

  const balancer = createLoadBalancer(() => rules.balancer);

  /** Routes a request through the balancer: the session's node answers if the cookies lead to it. */
  async function answer(exchange: Exchange): Promise<Reply> {
    const session = sessions.get(identify(exchange.method, exchange.path).agentId ?? 0);
    const isSignIn = exchange.method === 'PUT';
    if (rules.stickyCookie && session !== undefined && !isSignIn) {
      const destination = balancer.destination(session, exchange.headers.cookie);
      if (destination === 'refused') return webPage(400, 'Request Header Or Cookie Too Large');
      if (destination === 'other-node')
        return refuse('100-006', 'the cookie is missing or leads to another node');
    }
    const reply = await answerAtNode(exchange);
    return session === undefined || isSignIn || !rules.stickyCookie ? reply : withCookies(reply, session);
  }

  function withCookies(reply: Reply, session: Session): Reply {
    const lines = balancer.setCookies(session);
    return lines.length === 0 ? reply : { ...reply, headers: { ...reply.headers, 'set-cookie': lines } };
  }

  async function answerAtNode(exchange: Exchange): Promise<Reply> {
    const here = endpoints.filter(({ pattern }) => pattern.test(exchange.path));
    const endpoint = here.find(({ method }) => method === exchange.method);
    if (endpoint === undefined)
      return here.length > 0 ? webPage(405, 'Method Not Allowed') : webPage(404, 'Not Found');
    // Each page lists the Content-Type header as mandatory, with or without a body.
    if (!isDeclaredJson(exchange)) return wrongMediaType();
    const parameters = endpoint.pattern.exec(exchange.path)?.groups ?? {};
    const agentId = legalAgentId(parameters['agentid']);
    if (agentId === undefined) return refuse('000-002', 'the agent id in the path is not 101 to 999999');
    if (endpoint.form !== undefined) return signInReply(agentId, endpoint.form, exchange);

    const calls = endpoint.query === undefined ? 0 : countCall(agentId, exchange);
    const access = authorise(agentId, exchange, endpoint.query !== undefined);
    if ('refused' in access) return access.refused;
    const { session } = access;
    if (endpoint.name === 'poll' && session !== undefined) return pollReply(session, exchange);
    if (endpoint.name === 'sign-out' && session !== undefined)
      return signOutReply(signIn.signOut(agentId, session));
    if (endpoint.query === undefined) return refuse('100-006', 'only the session that signed in may do this');
    if (calls > rules.overload.limit) return overloadReply();
    return queryReply(endpoint.query, { world, caller: agentId, parameters, exchange, session });
  }

  function signInReply(agentId: number, form: SignInForm, exchange: Exchange): Reply {
    const outcome = signIn.signIn(agentId, form, exchange.body);
    if ('retcode' in outcome) return refuse(outcome.retcode);
    const { session, result } = outcome;
    return withCookies(ok(result, { 'set-guid': `JSESSIONID=${session.guid}` }), session);
  }

  /** Checks that the GUID in the header was issued to the agent in the path (C4, page 0005). */
  function authorise(
    agentId: number,
    exchange: Exchange,
    isQuery: boolean,
  ): { session: Session | undefined } | { refused: Reply } {
    const session = sessions.get(agentId);
    const guid = headerText(exchange.headers['guid']);
    const agent = world.find(agentId);
    const desktopHasIt = session === undefined && agentId !== options.botAgentId && agent !== undefined;
    if (agent === undefined || agent.state === CTI.signedOut || (session === undefined && !desktopHasIt)) {
      if (session?.ending === true && !isQuery && sessions.accepts(session, guid)) return { session };
      return { refused: refuse('100-006', 'the agent in the path is not signed in here') };
    }
    if (session !== undefined && sessions.accepts(session, guid)) {
      sessions.spend(session, guid);
      return { session };
    }
    const owner = sessions.ownerOf(guid);
    if (owner?.ending === false && rules.crossAgent === 'open' && isQuery) return { session };
    const why =
      owner === undefined ? 'the GUID is missing, wrong or no longer valid' : 'the GUID is of another agent';
    return { refused: refuse(owner === undefined ? rules.wrongGuidCode : rules.crossAgentCode, why) };
  }

  async function pollReply(session: Session, exchange: Exchange): Promise<Reply> {
    const presented = headerText(exchange.headers['guid']);
    const event = await waitForEvent({
      sessions,
      session,
      clock,
      waitMs: rules.pollWaitMs,
      gone: exchange.gone,
    });
    if (sessions.get(session.agentId) !== session) return refuse('100-006', 'signed out while polling');
    if (session.ending && session.events.length === 0) sessions.close(session.agentId);
    else sessions.rotateIfDue(session);
    return {
      status: 200,
      json: { message: '', retcode: '0', event },
      code: '0',
      headers: newGuidHeader(session, presented),
    };
  }

  /**
   * Counts a request towards overload control. Refused requests count too, so a client that keeps asking stays refused
   * (inferred).
   */
  function countCall(agentId: number, { headers }: Exchange): number {
    const caller = sessions.ownerOf(headerText(headers['guid']))?.agentId ?? agentId;
    return recorder.countCall(caller, rules.overload.windowMs);
  }

  function overloadReply(): Reply {
    recorder.noteOverload();
    const { limit, windowMs, answer: code } = rules.overload;
    const detail = `overload control: more than ${limit} requests in ${windowMs} ms`;
    return code === 429 ? { ...webPage(429, 'Too Many Requests'), detail } : refuse(code, detail);
  }

  function queryReply(query: GatewayRoute, context: Parameters<GatewayRoute['answer']>[0]): Reply {
    const outcome = rules.backendDown ? { retcode: '100-007' as const } : query.answer(context);
    if ('retcode' in outcome) return refuse(outcome.retcode);
    if (rules.guidDelivery === 'strict' || context.session === undefined) return ok(outcome.result);
    sessions.rotateIfDue(context.session);
    return ok(outcome.result, newGuidHeader(context.session, headerText(context.exchange.headers['guid'])));
  }

  function identify(method: string, path: string): ReturnType<UpstreamApi['identify']> {
    const named = endpoints.find((endpoint) => endpoint.method === method && endpoint.pattern.test(path));
    return {
      route: named?.name ?? 'unknown',
      agentId: legalAgentId(named?.pattern.exec(path)?.groups?.['agentid']),
    };
  }

  return {
    name: 'gateway',
    identify,
    answer,
    refuse: (code) => refuse(code, 'a fault refused it'),
    now: () => clock.now(),
  };
}

function newGuidHeader(session: Session, presented: string | undefined): Record<string, string> {
  return presented === session.guid ? {} : { 'set-guid': `JSESSIONID=${session.guid}` };
}

/** Business errors are sent with HTTP 200 and a retcode; `result` stays empty, as observed with "agent not login". */
function refuse(retcode: string, detail?: string): Reply {
  const message = retcodeMessage(retcode);
  return { status: 200, json: { message, retcode, result: '' }, code: retcode, detail: detail ?? message };
}

function signOutReply(retcode: Retcode): Reply {
  return retcode === '0' ? ok('') : refuse(retcode);
}

function ok(result: unknown, headers: Record<string, string> = {}): Reply {
  return { status: 200, json: { message: '', retcode: '0', result }, code: '0', headers };
}

function headerText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
