import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../local-page/free-port.ts';
import { isObject, type JsonObject, listOf, objectsOf, parseJson, textOf } from '../../slack/json.ts';
import { startWorkspace } from '../../slack/workspace.ts';
import { echoManifest, type SlackTarget, text } from './echo-app.ts';

/** A Slack emulator as one person sees it in one channel, for the agreement test. */
export interface Peer {
  readonly target: SlackTarget;
  command(command: string, text: string): Promise<void>;
  /** The messages that Ada sees in #ops, oldest first. */
  messages(): Promise<{ text: string; buttons: string[] }[]>;
  /** Uses a button of the latest message. */
  press(actionId: string): Promise<void>;
  modal(): { title: string; callbackId: string; privateMetadata: string } | undefined;
  fieldErrors(): JsonObject;
  submit(words: string): Promise<void>;
  openHome(): Promise<void>;
  homeText(): string | undefined;
  pressHome(actionId: string): Promise<void>;
  stop(): Promise<void>;
}

const ADA = 'U0ADA';
const OPS = 'C0OPS';
const TOKENS = { botToken: 'xoxb-agree', appToken: 'xapp-agree', signingSecret: 'agreement-secret' };

export async function startOurs(): Promise<Peer> {
  const { signingSecret, ...tokens } = TOKENS;
  const workspace = await startWorkspace({ manifest: echoManifest, signingSecret, app: tokens });
  const ada = workspace.as(ADA);
  let errors: JsonObject = {};
  const seen = () => ada.messages(OPS).map((message) => describeMessage({ ...message }));
  return {
    target: workspace,
    command: async (command, text) => void (await ada.command(OPS, command, text)),
    messages: () => Promise.resolve(seen()),
    async press(actionId) {
      const message = ada.messages(OPS).at(-1);
      if (message !== undefined) await ada.click(message, actionId);
    },
    modal: () => describeModal({ ...ada.openModal() }),
    fieldErrors: () => errors,
    async submit(words) {
      const view = ada.openModal();
      if (view !== undefined) errors = { ...(await ada.submit(view, { words })).errors };
    },
    openHome: async () => void (await ada.openHome()),
    homeText: () => firstText({ ...ada.homeView() }),
    async pressHome(actionId) {
      const home = ada.homeView();
      if (home !== undefined) await ada.click(home, actionId);
    },
    stop: () => workspace.stop(),
  };
}

const LOCAL_SLACK = fileURLToPath(
  new URL('../../node_modules/local-slack-linux-x64/bin/local-slack', import.meta.url),
);

/**
 * Whether local-slack is installed. It is a binary of 90 MB for Linux on x64 only and therefore not a dependency:
 * `.ci/run` installs it.
 */
export const hasLocalSlack = existsSync(LOCAL_SLACK);
/** A suffix for the names of tests that need local-slack. */
export const LOCAL_SLACK_SKIPPED = hasLocalSlack
  ? ''
  : ' (skipped: local-slack is not installed; on Linux x64: npm install --no-save local-slack-linux-x64@0.1.8)';

/** Starts local-slack. It listens on every interface while it runs, for the duration of one test. */
export async function startLocalSlack(): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'local-slack-'));
  const port = await freePort();
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify(localSlackConfig));
  const args = [
    '--config',
    config,
    '--port',
    String(port),
    '--base-host',
    '127.0.0.1',
    '--files-dir',
    folder,
  ];
  const child = spawn(LOCAL_SLACK, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await saying(child, 'is running');

  const origin = `http://127.0.0.1:${port}`;
  const shown: { modals: JsonObject[]; errors: JsonObject; home: JsonObject } = {
    modals: [],
    errors: {},
    home: {},
  };
  const screen = new WebSocket(`ws://127.0.0.1:${port}/ui`);
  screen.addEventListener('message', ({ data }) => {
    const message = parseJson(String(data));
    if (!isObject(message)) return;
    if (message['t'] === 'view') shown.modals = objectsOf(message['stack']);
    if (message['t'] === 'view_errors') shown.errors = { ...Object(message['errors']) };
    if (message['t'] === 'home') shown.home = { ...Object(message['view']) };
  });
  await once(screen, 'open');
  const control = async (path: string, body: JsonObject): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${origin}/_control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const raw = async (): Promise<JsonObject[]> => {
    const response = await fetch(`${origin}/_control/messages/${OPS}`);
    return objectsOf(Object(await response.json()).messages);
  };
  const button = (actionId: string) => ({
    type: 'button',
    action_id: actionId,
    block_id: 'buttons',
    text: text(actionId),
  });

  return {
    target: { apiUrl: `${origin}/api/`, ...TOKENS, useHttp: () => undefined },
    command: (command, text) => control('command', { channel: OPS, user: ADA, command, text }),
    messages: async () => (await raw()).map(describeMessage),
    async press(actionId) {
      const messageTs = textOf((await raw()).at(-1)?.['ts']);
      await control('interact', { channel: OPS, messageTs, user: ADA, action: button(actionId) });
    },
    modal: () => describeModal({ ...shown.modals.at(-1) }),
    fieldErrors: () => shown.errors,
    submit(words) {
      shown.errors = {};
      const values = { what: { words: { type: 'plain_text_input', value: words } } };
      screen.send(JSON.stringify({ t: 'view_submit', user: ADA, values }));
      return Promise.resolve();
    },
    openHome: () => control('open-home', { user: ADA }),
    homeText: () => firstText(shown.home),
    pressHome(actionId) {
      screen.send(
        JSON.stringify({ t: 'block_action', user: ADA, appId: 'A0LOCALAPP', action: button(actionId) }),
      );
      return Promise.resolve();
    },
    async stop() {
      screen.close();
      child.kill();
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const localSlackConfig = {
  workspace: { name: 'Local workspace', domain: 'local', teamId: 'T0LOCAL' },
  apps: [{ appId: 'A0LOCALAPP', botUserId: 'U0LOCALBOT', botName: 'echo', ...TOKENS, mode: 'socket' }],
  users: [{ id: ADA, name: 'ada', real_name: 'Ada Moreno' }],
  channels: [{ id: OPS, name: 'ops', members: [ADA, 'U0LOCALBOT'] }],
};

function describeMessage({ text, blocks }: JsonObject): { text: string; buttons: string[] } {
  const elements = objectsOf(blocks).flatMap((block) => objectsOf(block['elements']));
  return { text: textOf(text) ?? '', buttons: elements.map((element) => String(element['action_id'])) };
}

function describeModal(view: JsonObject): ReturnType<Peer['modal']> {
  if (view['id'] === undefined) return undefined;
  return {
    title: textOf(Object(view['title']).text) ?? '',
    callbackId: textOf(view['callback_id']) ?? '',
    privateMetadata: textOf(view['private_metadata']) ?? '',
  };
}

const firstText = ({ blocks }: JsonObject): string | undefined =>
  textOf(Object(Object(listOf(blocks)[0]).text).text);

async function saying(child: ChildProcess, words: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stdout?.on('data', (data: Buffer) => {
    if (data.toString().includes(words)) resolve();
  });
  child.once('exit', () => reject(new Error('local-slack ended before it was ready')));
  await promise;
}
