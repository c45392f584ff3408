import type { Acting } from './acts/acting.ts';
import { type AppEvents, createAppEvents } from './app-events.ts';
import type { Context } from './context.ts';
import type { Acknowledgement, Deliver, Delivery } from './deliveries/delivery.ts';
import { createHttpTransport, type SentRequest } from './deliveries/http.ts';
import { type SignedHeaders, signRequest } from './deliveries/signing.ts';
import { createSocketTransport, type SocketTransport } from './deliveries/socket.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createEventLog, type EventLog } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import type { FormState } from './form.ts';
import { createIds } from './ids.ts';
import type { Manifest } from './manifest.ts';
import { type Mentions, mentionsIn } from './mentions.ts';
import type { Message } from './message.ts';
import { createMessages, type Messages } from './messages.ts';
import { completeOptions, type WorkspaceOptions } from './options.ts';
import { createPayloads } from './payloads.ts';
import { createPerson, type WorkspacePerson } from './person.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRequestLog } from './request-log.ts';
import type { RequestRecord } from './request-record.ts';
import { createResponseUrls } from './response-urls.ts';
import { startServer } from './server.ts';
import { createTriggers } from './triggers.ts';
import { createViews, type Views } from './views.ts';
import { createWebApi } from './web-api/router.ts';

export type { WorkspaceOptions } from './options.ts';

/** A local Slack workspace with one installed app. */
export interface Workspace {
  readonly url: string;
  /** The base URL of the Web API for the app. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  readonly teamId: string;
  readonly manifest: Manifest;
  readonly directory: Directory;
  readonly messages: Messages;
  readonly views: Views;
  readonly files: Files;
  readonly faults: Faults;
  /** Whether payloads can be delivered: over a connection, or to a request URL. */
  readonly connected: boolean;
  /** Socket Mode's connections and their faults. */
  readonly socket: Pick<
    SocketTransport,
    'open' | 'disconnect' | 'goHalfOpen' | 'sendRaw' | 'resend' | 'acknowledged' | 'drop'
  >;
  /** The Events API: redelivery, revoked tokens, uninstallation. */
  readonly appEvents: AppEvents;
  readonly events: EventLog['events'];
  readonly seq: number;
  readonly next: EventLog['next'];
  readonly on: EventLog['on'];
  /** All calls of the app, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Signed requests in HTTP mode as they were sent, oldest first. */
  readonly lastRequests: readonly SentRequest[];
  as(userId: string): WorkspacePerson;
  /** Switches to HTTP mode: payloads are signed and sent to this request URL. */
  useHttp(requestUrl: string): void;
  /** Switches to Socket Mode, the default. */
  useSocket(): void;
  /** Delivers any payload to the app over the present transport. */
  deliver(delivery: Delivery): Promise<Acknowledgement>;
  /** Signs a body as Slack does, with any time and secret, for replays and forgeries. */
  sign(body: string, options?: { timestampSeconds?: number; signingSecret?: string }): SignedHeaders;
  /** Returns the people whom a message would notify, and its other active parts. */
  mentions(message: Message): Mentions;
  stop(): Promise<void>;
}

export async function startWorkspace(given: WorkspaceOptions): Promise<Workspace> {
  const options = completeOptions(given);
  const { app, clock, manifest, signingSecret } = options;
  const ids = createIds(clock);
  const events = createEventLog(() => clock.now());
  const directory = createDirectory({ ...options, botUserId: app.botUserId });
  const messages = createMessages({ teamId: directory.team.id, ids, events });
  const views = createViews({ teamId: directory.team.id, appId: app.id, botId: app.botId, ids, events });
  const faults = createFaults(clock);
  const files = createFiles(ids);
  const requests = createRequestLog(events);
  let port = options.port;
  const origin = (): string => `http://127.0.0.1:${port}`;
  const responseUrls = createResponseUrls({
    clock,
    ids,
    messages,
    events,
    teamId: directory.team.id,
    origin,
    author: { user: app.botUserId, bot_id: app.botId, app_id: app.id },
  });
  const context: Context = {
    clock,
    ids,
    manifest,
    app,
    directory,
    events,
    messages,
    views,
    triggers: createTriggers({ clock, ids, ackWithinMs: options.ackWithinMs }),
    responseUrls,
    files,
    faults,
    origin,
  };

  const socket = createSocketTransport({
    appId: app.id,
    onChange: (change, open) => events.emit({ type: 'connection', change, open }),
  });
  const http = createHttpTransport({ signingSecret, now: () => clock.now() });
  let mode: 'socket' | 'http' = 'socket';
  const useHttp = (requestUrl: string): void => {
    http.useUrl(requestUrl);
    mode = 'http';
  };
  if (options.requestUrl !== undefined) useHttp(options.requestUrl);

  const deliver: Deliver = async (delivery, user, beforeAnnounced) => {
    const { seq } = events;
    const transport = mode === 'http' ? http : socket;
    // An app without interactivity in its manifest receives no interactions.
    const nowhere = delivery.kind === 'interactive' && !manifest.settings.interactivity.is_enabled;
    const ack: Acknowledgement = nowhere
      ? { acked: false, ackMs: 0, error: 'dispatch_failed' }
      : await transport.deliver(delivery, options.ackWithinMs);
    const report = { ...ack, seq, sent: true };
    beforeAnnounced?.(ack);
    events.emit({ type: 'delivery', kind: kindOf(delivery), report, ...(user !== undefined && { user }) });
    return ack;
  };

  const payloads = createPayloads(context);
  const appEvents = createAppEvents({ context, payloads, deliver, retryDelaysMs: options.eventRetriesMs });
  const openConnection = (): string =>
    `ws://127.0.0.1:${port}/link?ticket=${socket.issueTicket()}&app_id=${app.id}`;
  const api = createWebApi(context, openConnection);
  const rateLimits = options.rateLimits ? createRateLimits(clock) : undefined;
  const server = await startServer({
    port,
    context,
    api,
    socket,
    requests,
    ...(rateLimits && { rateLimits }),
  });
  port = server.port;
  const people = new Map<string, WorkspacePerson>();

  function as(userId: string): WorkspacePerson {
    const person = directory.people.get(userId);
    if (person === undefined) throw new Error(`There is no person ${userId} in the workspace`);
    const known = people.get(userId);
    if (known !== undefined) return known;
    const messageStates = new Map<string, FormState>();
    const acting: Acting = { person, context, payloads, appEvents, deliver, messageStates };
    const created = createPerson(acting);
    people.set(userId, created);
    return created;
  }

  return {
    url: origin(),
    apiUrl: `${origin()}/api/`,
    botToken: app.botToken,
    appToken: app.appToken,
    signingSecret,
    botUserId: app.botUserId,
    botId: app.botId,
    appId: app.id,
    teamId: directory.team.id,
    manifest,
    directory,
    messages,
    views,
    files,
    faults,
    socket,
    get connected() {
      return mode === 'http' || socket.open > 0;
    },
    appEvents,
    events: events.events,
    get seq() {
      return events.seq;
    },
    next: events.next,
    on: events.on,
    requests: requests.records,
    lastRequests: http.sent,
    as,
    useHttp,
    useSocket() {
      mode = 'socket';
    },
    sign: (
      body,
      { timestampSeconds = Math.floor(clock.now() / 1000), signingSecret: secret = signingSecret } = {},
    ) => signRequest(secret, body, timestampSeconds),
    deliver,
    mentions: mentionsIn,
    stop: () => server.close(),
  };
}

/** Returns `slash_commands`, the type of the interaction, or the type of the event. */
function kindOf({ kind, body }: Delivery): string {
  if (kind === 'slash_commands') return kind;
  const { type, event } = body;
  const inner =
    kind === 'events_api' && typeof event === 'object' && event !== null && 'type' in event
      ? event.type
      : type;
  return String(inner);
}
