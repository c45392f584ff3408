import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Message } from '../../../sandbox/slack-workspace/slack/message.ts';
import type { WorkspaceOptions } from '../../../sandbox/slack-workspace/slack/options.ts';
import type { View } from '../../../sandbox/slack-workspace/slack/view.ts';
import { startWorkspace, type Workspace } from '../../../sandbox/slack-workspace/slack/workspace.ts';
import type { AccessPolicy } from '../../../src/authorization/access-policy.ts';
import type { Refusal } from '../../../src/domain/access/access.ts';
import type { Requester } from '../../../src/domain/access/requester.ts';
import type { AgentView } from '../../../src/domain/commands/agent-command.ts';
import type { NamedQueue } from '../../../src/domain/commands/queue-command.ts';
import type { AgentId } from '../../../src/domain/floor/agent-id.ts';
import type { ConnectionHealth } from '../../../src/domain/floor/connection-health.ts';
import { known } from '../../../src/domain/floor/fact.ts';
import type { QueueId } from '../../../src/domain/floor/snapshot.ts';
import type { AgentCard } from '../../../src/queries/answers.ts';
import type { FloorView } from '../../../src/queries/floor-view.ts';
import type { QueryService } from '../../../src/queries/query-service.ts';
import type { Favourites } from '../../../src/slack/answers/my-queues.ts';
import type { CentreServices } from '../../../src/slack/answers/slack-centre.ts';
import type { SeenStore } from '../../../src/slack/bolt/dedupe-cache.ts';
import { createSlackApp, type SlackAppOptions } from '../../../src/slack/slack-app.ts';
import { createSlackClient } from '../../../src/slack/web-api/slack-client.ts';
import { ACK_WITHIN_MS, PONG_TIMEOUT_MS, QUICK_SLACK_TIMEOUT_MS } from '../clocks/budget.ts';
import { card, NOW, SOURCES } from '../floors/agent-cards.ts';
import { CENTRE } from '../floors/centre-key.ts';
import { FLOORS, viewOf } from '../floors/floors.ts';
import { createRecordingLogger } from '../peers/recording-logger.ts';
import { createAbsentDatabase } from './absent-database.ts';

/** A query service whose answers a test sets, and which records the questions. */
export interface ScriptedQueries extends Pick<QueryService, 'agent' | 'floorView' | 'queues'> {
  readonly asked: { requester: Requester; agentId: AgentId; view: AgentView }[];
  onAgent: (agentId: AgentId, requester: Requester) => Promise<AgentCard> | AgentCard;
  onFloor: (requester: Requester) => Promise<FloorView> | FloorView;
  onQueues: (requester: Requester) => readonly NamedQueue[];
}

export function createScriptedQueries(): ScriptedQueries {
  const queries: ScriptedQueries = {
    asked: [],
    onAgent: (agentId) => card({ agentId }),
    onFloor: () => viewOf(FLOORS['busy day']),
    onQueues: () => Array.from(FLOORS['busy day'].names, ([id, name]) => ({ id, name })),
    async agent({ requester }, agentId, view) {
      queries.asked.push({ requester, agentId, view });
      return queries.onAgent(agentId, requester);
    },
    floorView: async ({ requester }) => queries.onFloor(requester),
    queues: async ({ requester }) => known(queries.onQueues(requester), SOURCES.floor, NOW),
  };
  return queries;
}

/** An access policy that grants everything by default. */
export interface ScriptedAccess extends AccessPolicy {
  /** Returns the reason why the requester may see nothing, or `null`. */
  onRequester: (requester: Requester) => Promise<Refusal | null> | Refusal | null;
  /** Returns the reason why the requester may see no single agent, or `null`. */
  onAgents: (requester: Requester) => Refusal | null;
}

export function createScriptedAccess(): ScriptedAccess {
  const access: ScriptedAccess = {
    onRequester: () => null,
    onAgents: () => null,
    async of(requester) {
      const refusal = await access.onRequester(requester);
      return refusal === null
        ? { kind: 'granted', requester, agentsRefused: access.onAgents(requester) }
        : { kind: 'refused', requester, refusal };
    },
  };
  return access;
}

/** Creates favourites in memory with the behaviour of the database. */
function createKeptFavourites(): Favourites {
  const kept = new Map<string, readonly QueueId[]>();
  return {
    of: async ({ userId }) => kept.get(userId) ?? null,
    choose: async ({ userId }, queues) => void kept.set(userId, queues),
  };
}

/** Creates a store of seen requests in memory with the behaviour of the database. */
export function createKeptSeen(): SeenStore {
  const keys = new Set<string>();
  return {
    claim: async (key) => !keys.has(key) && keys.add(key).has(key),
    release: async (key) => void keys.delete(key),
  };
}

/** Returns a centre with these queries, and without a database. */
export function createScriptedCentre(id: string, queries: ScriptedQueries): CentreServices {
  return {
    id,
    timeZone: 'Europe/Madrid',
    queries,
    favourites: createKeptFavourites(),
    ...createAbsentDatabase(),
    connections: () => [],
  };
}

export const manifest: unknown = parse(
  readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'),
);

export const CHANNEL = 'C0OPS';
export const ADA = 'U0ADA';

export type SlackLayer = Awaited<ReturnType<typeof startSlackLayer>>;

/** Starts the real Slack layer over real sockets against a local workspace, on top of a scripted query service. */
export async function startSlackLayer(
  mode: 'socket' | 'http',
  {
    favourites = createKeptFavourites(),
    ...given
  }: Partial<SlackAppOptions> & { favourites?: Favourites } = {},
  differing: Partial<WorkspaceOptions> = {},
) {
  const workspace = await startWorkspace({ manifest, ackWithinMs: ACK_WITHIN_MS, ...differing });
  const queries = createScriptedQueries();
  const access = createScriptedAccess();
  const logger = createRecordingLogger();
  const connections: ConnectionHealth[] = [
    { name: 'CC-Gateway', state: 'up', lastAnswerAt: Date.now() - 2000, code: null },
    { name: 'CC-CMS', state: 'down', lastAnswerAt: null, code: 'upstream-tls' },
  ];
  const slack = createSlackApp({
    connection:
      mode === 'socket'
        ? { mode, appToken: workspace.appToken }
        : { mode, signingSecret: workspace.signingSecret, address: { host: '127.0.0.1', port: 0 } },
    client: createClient(workspace, logger),
    access,
    centres: [{ ...createScriptedCentre(CENTRE, queries), favourites, connections: () => connections }],
    seen: createKeptSeen(),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    logger,
    drainMs: 3000,
    backOff: QUICK,
    allowance: UNLIMITED,
    pongTimeoutMs: PONG_TIMEOUT_MS,
    ...given,
  });
  await slack.start();
  if (mode === 'http') workspace.useHttp(`http://127.0.0.1:${slack.port()}/slack/events`);
  return {
    slack,
    workspace,
    access,
    queries,
    logger,
    ...witness(workspace),
    async [Symbol.asyncDispose]() {
      await slack.stop();
      await workspace.stop();
    },
  };
}

/** Limits on questions for tests that ask more than people may. */
export const UNLIMITED = { personAtOnce: 1e6, personPerMinute: 6e7, workspacePerMinute: 1e6 };

export const QUICK = { firstMs: 10, longestMs: 50 };

export function createClient(workspace: Workspace, logger = createRecordingLogger(), timeoutMs = 10_000) {
  const { apiUrl, botToken } = workspace;
  const clock = { monotonic: () => performance.now() };
  return createSlackClient({
    apiUrl,
    botToken,
    clock,
    logger,
    timeoutMs,
    quickTimeoutMs: QUICK_SLACK_TIMEOUT_MS,
    backOff: QUICK,
  });
}

/** Returns the messages and views that a person sees since `since`. */
function witness(workspace: Workspace) {
  async function message(
    type: 'ephemeral_posted' | 'ephemeral_updated' | 'message_posted' | 'message_updated',
    since: number,
  ): Promise<Message> {
    const event = await workspace.next((candidate) => candidate.type === type, { since });
    if (!('message' in event)) throw new Error('unreachable');
    return event.message;
  }
  async function view(type: 'view_opened' | 'view_updated' | 'view_published', since: number): Promise<View> {
    const event = await workspace.next((candidate) => candidate.type === type, { since });
    if (!('view' in event)) throw new Error('unreachable');
    return event.view;
  }
  async function ask(text: string, person = ADA): Promise<Message> {
    const report = await workspace.as(person).command(CHANNEL, '/agent', text);
    if (!report.acked) throw new Error(`not acknowledged: ${report.error}`);
    return message('ephemeral_posted', report.seq);
  }
  return { message, view, ask };
}

/** Returns the visible text of a message or view. */
export function wordsOf(shown: { blocks?: unknown }): string {
  return textsIn(shown.blocks).join('\n');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}
