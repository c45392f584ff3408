import {
  App,
  type AppOptions,
  HTTPReceiver,
  LogLevel,
  type types,
  type ViewResponseAction,
} from '@slack/bolt';
import type { Workspace } from '../../slack/workspace.ts';

/** The manifest of a small app that uses all functions of the local workspace. */
export const echoManifest = {
  display_information: { name: 'Echo' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'Echo' },
    shortcuts: [
      { name: 'Say something', type: 'global', callback_id: 'say', description: 'Opens a form' },
      { name: 'Repeat this', type: 'message', callback_id: 'repeat', description: 'Says it again' },
    ],
    slash_commands: [
      { command: '/echo', description: 'Says it again', usage_hint: 'text' },
      { command: '/escaped', description: 'Says what arrived', should_escape: true },
      { command: '/ack', description: 'Answers in the acknowledgement' },
      { command: '/menu', description: 'Shows every kind of element' },
      { command: '/silent', description: 'Never acknowledges' },
      { command: '/often', description: 'Answers six times' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: ['commands', 'chat:write', 'users:read', 'channels:history', 'files:write', 'usergroups:read'],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'],
    },
    interactivity: { is_enabled: true },
  },
};

export const text = (value: string) => ({ type: 'plain_text' as const, text: value });

/** A modal with one field; `more` adds blocks. */
export const form = (title: string, more: types.KnownBlock[] = []): types.ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: text(title),
  submit: text('Send'),
  notify_on_close: true,
  private_metadata: 'kept',
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: text('What to say'),
      element: { type: 'plain_text_input', action_id: 'words', max_length: 20 },
    },
    ...more,
  ],
});

export interface EchoApp {
  app: App;
  /** All bodies that reached the app, oldest first. */
  bodies: Record<string, unknown>[];
  /** The type and `retry-num` of each event. */
  events: { type: string; retryNum: number | undefined }[];
  /** Called for view submissions in place of the default reply. */
  onSubmit: ((value: string) => ViewResponseAction) | undefined;
  stop(): Promise<void>;
}

/** A Slack for the app: the local workspace, or another emulator. */
export type SlackTarget = Pick<Workspace, 'apiUrl' | 'botToken' | 'appToken' | 'signingSecret' | 'useHttp'>;

/** Starts a real Bolt app and connects it to a Slack. */
export async function startEchoApp(workspace: SlackTarget, mode: 'socket' | 'http'): Promise<EchoApp> {
  const clientOptions = () => ({
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    allowAbsoluteUrls: false,
  });
  const common: AppOptions = {
    token: workspace.botToken,
    clientOptions: clientOptions(),
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  };
  const receiver =
    mode === 'http'
      ? new HTTPReceiver({ signingSecret: workspace.signingSecret, logLevel: LogLevel.ERROR })
      : undefined;
  const app = new App(
    receiver === undefined
      ? { ...common, socketMode: true, appToken: workspace.appToken }
      : { ...common, receiver },
  );
  const inFlight = new Set<Promise<unknown>>();
  // Bolt does not wait for listeners that have acknowledged.
  async function stop(): Promise<void> {
    await Promise.allSettled(inFlight);
    await app.stop();
  }
  const echo: EchoApp = { app, bodies: [], events: [], onSubmit: undefined, stop };
  addListeners(echo, inFlight);
  await app.init();
  const server = await app.start(0);
  if (receiver !== undefined) {
    const address = 'address' in Object(server) ? Object(server).address() : undefined;
    workspace.useHttp(`http://127.0.0.1:${address.port}/slack/events`);
  }
  return echo;
}

function addListeners(echo: EchoApp, inFlight: Set<Promise<unknown>>): void {
  const { app } = echo;
  app.use(async ({ body, context, next }) => {
    const plain: Record<string, unknown> = { ...body };
    echo.bodies.push(plain);
    const event: unknown = plain['event'];
    if (typeof event === 'object' && event !== null && 'type' in event) {
      echo.events.push({ type: String(event.type), retryNum: context.retryNum });
    }
    const work = next();
    inFlight.add(work);
    await work.finally(() => inFlight.delete(work));
  });

  app.command('/echo', async ({ ack, command, respond }) => {
    await ack();
    await respond({
      text: command.text,
      blocks: [
        { type: 'section', block_id: 'said', text: text(command.text || 'nothing') },
        {
          type: 'actions',
          block_id: 'buttons',
          elements: [
            { type: 'button', action_id: 'again', text: text('Again'), value: command.text },
            { type: 'button', action_id: 'ask', text: text('Ask') },
            { type: 'button', action_id: 'gone', text: text('Delete'), style: 'danger' },
          ],
        },
      ],
    });
  });
  app.command('/escaped', async ({ ack, command }) => await ack(command.text));
  app.command('/ack', async ({ ack }) => await ack({ response_type: 'in_channel', text: 'for everyone' }));
  app.command('/menu', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'menu', blocks: menu });
  });
  app.action(/^choose/, async ({ ack }) => await ack());
  app.command('/silent', async () => {});
  app.command('/often', async ({ ack, respond }) => {
    await ack();
    for (let count = 1; count <= 6; count += 1) await respond(`answer ${count}`).catch(() => undefined);
  });

  app.action('again', async ({ ack, respond, action }) => {
    await ack();
    const value = 'value' in action ? action.value : '';
    await respond({ replace_original: true, text: `again: ${value ?? ''}` });
  });
  app.action('gone', async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
  });
  app.action('ask', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: form('Ask') });
  });
  app.action('refresh', async ({ ack, body, client }) => {
    await ack();
    await client.views.publish({ user_id: body.user.id, view: home('refreshed') });
  });
  app.action('deeper', async ({ ack, body, client }) => {
    await ack();
    if (!('trigger_id' in body)) return;
    await client.views.push({ trigger_id: body.trigger_id, view: stackable() }).catch(() => undefined);
  });

  app.shortcut('say', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: stackable() });
  });
  app.shortcut({ callback_id: 'repeat', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
    await ack();
    await respond(`said: ${shortcut.message.text ?? ''}`);
  });
  app.options('pick', async ({ ack, options }) => {
    await ack({ options: [{ text: text(`${options.value}!`), value: options.value }] });
  });

  app.view('form', async ({ ack, view }) => {
    const value = view.state.values['what']?.['words']?.value ?? '';
    const answer = echo.onSubmit?.(value);
    await (answer === undefined ? ack() : ack(answer));
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => await ack());

  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home('welcome') });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say(`you said: ${event.text}`);
  });
}

const options = ['one', 'two'].map((value) => ({ text: text(value), value }));

/** All kinds of element that are valid in a message. */
const menu: types.KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'menus',
    elements: [
      { type: 'overflow', action_id: 'choose-overflow', options },
      { type: 'static_select', action_id: 'choose-static', options },
      { type: 'multi_static_select', action_id: 'choose-many', options },
      { type: 'external_select', action_id: 'pick', min_query_length: 0 },
      { type: 'users_select', action_id: 'choose-user' },
      { type: 'checkboxes', action_id: 'choose-boxes', options },
      { type: 'datepicker', action_id: 'choose-date' },
    ],
  },
];

const stackable = (): types.ModalView =>
  form('Form', [
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'deeper', text: text('Deeper') }],
    },
  ]);

const home = (word: string): types.HomeView => ({
  type: 'home',
  blocks: [
    { type: 'section', text: text(word) },
    { type: 'actions', elements: [{ type: 'button', action_id: 'refresh', text: text('Refresh') }] },
  ],
});
