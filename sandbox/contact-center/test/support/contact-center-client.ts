import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { onTestFinished } from 'vitest';
import { createManualClock, type ManualClock } from '../../clock.ts';
import { type Simulator, startSimulator } from '../../simulator.ts';
import type { SimulatorOptions } from '../../simulator-options.ts';

/**
 * An HTTPS client for the simulator. It shares no code with the product, so that a mistake in one shows in the tests of
 * the other.
 */
export interface PlainReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** Parses the body as JSON. @throws {SyntaxError} if the body is not JSON. */
  readonly json: () => Record<string, unknown>;
}

export interface PlainRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface ContactCenter {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  /** Sends a request to the gateway; `path` follows `/agentgateway/resource/`. */
  readonly gateway: (path: string, options?: PlainRequest & { guid?: string }) => Promise<PlainReply>;
  /**
   * Sends a signed request to the CMS; `path` follows `/rest/cmsapp/v1/`. A body that is a text is sent unchanged;
   * without a body the request is a GET.
   */
  readonly cms: (
    path: string,
    body?: unknown,
    options?: { at?: string; headers?: Record<string, string> },
  ) => Promise<PlainReply>;
  readonly signIn: (form?: string, fields?: Record<string, unknown>) => Promise<PlainReply>;
  /** Signs the bot in and returns its GUID. */
  readonly guid: () => Promise<string>;
  readonly poll: (guid: string) => Promise<PlainReply>;
  readonly send: (url: string, options?: PlainRequest) => Promise<PlainReply>;
}

/**
 * Starts a simulator until the end of the test. By default its floor has no activity, the queues Sales (1) and Support
 * (2, social chat), and agent 1099 in both.
 */
export async function open(options: SimulatorOptions = {}): Promise<ContactCenter> {
  const clock = createManualClock();
  const ownFloor = options.agents === undefined;
  const empty = ownFloor ? { agents: 0, queues: 0 } : {};
  const simulator = await startSimulator({ clock, life: false, ...empty, pollWaitMs: 20, ...options });
  if (ownFloor) {
    simulator.world.addQueue({ id: 1, name: 'Sales' });
    simulator.world.addQueue({ id: 2, name: 'Support', mediaType: 53 });
    simulator.world.addAgent({ id: 1099, name: 'Liu Kai', queues: [1, 2], answered: 5, talkSeconds: 4328 });
  }
  const agent = new Agent({ keepAlive: false, ca: simulator.ca });
  const send = (url: string, plain: PlainRequest = {}): Promise<PlainReply> => sendOver(agent, url, plain);
  const { bot } = simulator;

  const contactCenter: ContactCenter = {
    simulator,
    clock,
    send,
    gateway: (path, { guid, headers, ...rest } = {}) =>
      send(`${simulator.gatewayUrl}/agentgateway/resource/${path}`, {
        ...rest,
        headers: {
          'content-type': 'application/json; charset=UTF-8',
          ...(guid === undefined ? {} : { guid }),
          ...headers,
        },
      }),
    cms(path, body, { at = new Date(clock.now()).toISOString(), headers = {} } = {}) {
      const url = `${simulator.cmsUrl}/rest/cmsapp/v1/${path}`;
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const method = text === undefined ? 'GET' : 'POST';
      const authorization = sign({ method, url, text: text ?? '', at, ...keysOf(simulator) });
      return send(url, {
        method,
        ...(text === undefined ? {} : { body: text }),
        headers: { authorization, 'content-type': 'application/json;charset=UTF-8', ...headers },
      });
    },
    signIn: (form = '/loginex', fields = {}) =>
      contactCenter.gateway(`onlineagent/${bot.agentId}${form}`, {
        method: 'PUT',
        body: JSON.stringify({ password: bot.password, phonenum: bot.phone, status: 3, ...fields }),
      }),
    guid: async () => guidOf(await contactCenter.signIn()),
    poll: (guid) => contactCenter.gateway(`agentevent/${bot.agentId}`, { guid }),
  };
  onTestFinished(async () => {
    agent.destroy();
    await simulator.stop();
  });
  return contactCenter;
}

function keysOf(simulator: Simulator): { accessKey: string; secretKey: string } {
  return { accessKey: simulator.cms.accessKey, secretKey: simulator.cms.secretKey };
}

/** The GUID in a reply; '' if it has none. */
export function guidOf({ headers }: PlainReply): string {
  return String(headers['set-guid'] ?? '').replace(/^JSESSIONID=/, '');
}

interface Signing {
  readonly method: string;
  readonly url: string;
  readonly text: string;
  readonly at: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Signs a request without a query as C2 demands, with the host as the only signed header. */
function sign({ method, url, text, at, accessKey, secretKey }: Signing): string {
  const { pathname, host } = new URL(url);
  const prefix = `auth-v2/${accessKey}/${at}/host`;
  const canonical = `${method}\n${pathname}\nhost\nhost:${percent(host)}\n${percent(text)}`;
  return `${prefix}/${hmac(hmac(secretKey, prefix), canonical)}`;
}

const percent = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: string, message: string): string =>
  createHmac('sha256', key).update(message).digest('hex');

/** Sends a request and checks the certificate for `localhost`, whatever the Host header is. */
function sendOver(
  agent: Agent,
  url: string,
  { method = 'GET', headers = {}, body }: PlainRequest,
): Promise<PlainReply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      url,
      { agent, method, servername: 'localhost', headers: { ...length, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            bytes,
            text,
            json: () => JSON.parse(text),
          });
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
