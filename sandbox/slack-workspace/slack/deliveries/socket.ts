import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { isObject, parseJson } from '../json.ts';
import type { Acknowledgement, Delivery, Transport } from './delivery.ts';

export interface SocketTransport extends Transport {
  /** The number of open connections that have received hello. */
  readonly open: number;
  /** Returns a single-use ticket for the next connection, for `apps.connections.open`. */
  issueTicket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Announces that Slack is about to close every connection (or only the oldest). */
  disconnect(reason?: 'refresh_requested' | 'warning' | 'link_disabled', which?: 'all' | 'oldest'): void;
  /** Simulates a network that loses the connections silently: nothing is read, and nothing arrives. */
  goHalfOpen(): void;
  /** Sends a frame unchanged, text or binary, on every connection, including frames that Slack would never send. */
  sendRaw(frame: string | Buffer): void;
  /** Sends the latest envelope again, as Slack does after a lost acknowledgement. */
  resend(): void;
  /** Envelope ids in the order of their acknowledgements, at most the latest hundred. */
  readonly acknowledged: readonly string[];
  /** Cuts all connections. */
  drop(): void;
  close(): void;
}

interface SocketTransportOptions {
  appId: string;
  onChange: (change: 'opened' | 'closed', open: number) => void;
}

interface Connection {
  socket: WebSocket;
  halfOpen: boolean;
}

const PING_INTERVAL_MS = 10_000;
/** Milliseconds between notice and close. Slack's ten seconds would make tests slow. */
const CLOSE_AFTER_NOTICE_MS = 1_000;
const CLOSE_TIMEOUT_MS = 200;
const MAX_CONNECTIONS = 10;
/** Maximum number of acknowledgements that are kept. */
const MAX_ACKNOWLEDGED = 100;

/** Creates the Socket Mode transport: each payload is sent on one connection and acknowledged on it by envelope id. */
export function createSocketTransport({ appId, onChange }: SocketTransportOptions): SocketTransport {
  const server = new WebSocketServer({ noServer: true });
  const connections: Connection[] = [];
  const tickets = new Set<string>();
  const acknowledged: string[] = [];
  let lastEnvelope: string | undefined;
  const waiting = new Map<string, (payload: unknown) => void>();
  let turn = 0;
  const pings = setInterval(() => {
    for (const { socket, halfOpen } of connections) {
      if (!halfOpen) socket.ping(`Ping from workspace (${Date.now()})`);
    }
  }, PING_INTERVAL_MS);
  pings.unref();

  function accept(socket: WebSocket, host: string): void {
    const connection: Connection = { socket, halfOpen: false };
    connections.push(connection);
    socket.on('message', (data: Buffer) => onAcknowledgement(data.toString()));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.splice(connections.indexOf(connection), 1);
      onChange('closed', connections.length);
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: connections.length,
        debug_info: { host, build_number: 1, approximate_connection_time: 18060 },
        connection_info: { app_id: appId },
      }),
    );
    onChange('opened', connections.length);
  }

  function onAcknowledgement(data: string): void {
    const message = parseJson(data);
    if (!isObject(message) || typeof message['envelope_id'] !== 'string') return;
    acknowledged.push(message['envelope_id']);
    if (acknowledged.length > MAX_ACKNOWLEDGED) acknowledged.shift();
    waiting.get(message['envelope_id'])?.(message['payload']);
  }

  function deliver(delivery: Delivery, withinMs: number): Promise<Acknowledgement> {
    const ready = connections.filter(({ socket }) => socket.readyState === WebSocket.OPEN);
    turn += 1;
    const connection = ready[turn % Math.max(ready.length, 1)];
    if (connection === undefined)
      return Promise.resolve({ acked: false, ackMs: 0, error: 'dispatch_failed' });
    const envelopeId = randomUUID();
    const started = performance.now();
    const { promise, resolve } = Promise.withResolvers<Acknowledgement>();
    const finish = (outcome: Omit<Acknowledgement, 'ackMs'>): void => {
      clearTimeout(timer);
      waiting.delete(envelopeId);
      resolve({ ...outcome, ackMs: performance.now() - started });
    };
    const timer = setTimeout(() => finish({ acked: false, error: 'operation_timeout' }), withinMs);
    waiting.set(envelopeId, (payload) =>
      finish({ acked: true, ...(!isEmpty(payload) && { ackBody: payload }) }),
    );
    lastEnvelope = JSON.stringify(envelope(envelopeId, delivery));
    if (!connection.halfOpen) connection.socket.send(lastEnvelope);
    return promise;
  }

  return {
    get open() {
      return connections.length;
    },
    issueTicket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'ws://127.0.0.1');
      const ticket = url.searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket) || connections.length >= MAX_CONNECTIONS) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (accepted) => accept(accepted, url.host));
    },
    deliver,
    disconnect(reason = 'refresh_requested', which = 'all') {
      for (const { socket } of which === 'all' ? connections : connections.slice(0, 1)) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: '127.0.0.1' } }));
        setTimeout(() => socket.close(), CLOSE_AFTER_NOTICE_MS).unref();
      }
    },
    goHalfOpen() {
      for (const connection of connections) {
        connection.halfOpen = true;
        connection.socket.pause();
      }
    },
    acknowledged,
    sendRaw(frame) {
      for (const { socket } of connections) socket.send(frame);
    },
    resend() {
      if (lastEnvelope !== undefined) connections[0]?.socket.send(lastEnvelope);
    },
    drop() {
      for (const { socket } of connections) socket.terminate();
    },
    close() {
      clearInterval(pings);
      for (const { socket, halfOpen } of connections) {
        if (halfOpen) socket.terminate();
        else socket.close(1001);
        setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
      }
      server.close();
    },
  };
}

const envelope = (envelopeId: string, { kind, body, retry }: Delivery): unknown => ({
  envelope_id: envelopeId,
  type: kind,
  accepts_response_payload: kind !== 'events_api',
  payload: body,
  ...(kind === 'events_api' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }),
});

const isEmpty = (payload: unknown): boolean =>
  payload === undefined || payload === '' || (isObject(payload) && Object.keys(payload).length === 0);
