import type { DeliveryReport } from '../deliveries/delivery.ts';
import type { Channel } from '../directory.ts';
import { elementsIn, enteredState, type FormState, type InputValue, initialState } from '../form.ts';
import { isObject, type JsonObject, objectsOf } from '../json.ts';
import { type Message, messageShape } from '../message.ts';
import { type Acting, actionOf, type ClickOptions, findElement, send, stateOf, unsent } from './acting.ts';
import { linkNames } from './composer.ts';

export interface ChannelActs {
  /** Sends a slash command, such as `command('C1', '/weather', 'Madrid')`. */
  command(channelId: string, command: string, text?: string): Promise<DeliveryReport>;
  messageShortcut(callbackId: string, message: Message): Promise<DeliveryReport>;
  globalShortcut(callbackId: string): Promise<DeliveryReport>;
  /** Uses a button or menu of a message. The message may be an older version that this person still sees. */
  clickInMessage(message: Message, actionId: string, options?: ClickOptions): Promise<DeliveryReport>;
  /** Enters values into the fields of a message, by `block id.action id`, without an action. */
  enterInMessage(message: Message, values: Record<string, InputValue>): void;
  /** Types into an external menu of a message. Returns the options that the app offers. */
  suggestInMessage(
    message: Message,
    actionId: string,
    typed: string,
  ): Promise<DeliveryReport & { options: JsonObject[] }>;
  post(
    channelId: string,
    text: string,
    options?: { threadTs?: string },
  ): Promise<DeliveryReport & { message: Message }>;
  /** The messages that this person sees in a channel, oldest first, with the person's own ephemeral messages. */
  messages(channelId: string): Message[];
  /** The id of the direct message with the app. */
  directMessage(): string;
}

export function createChannelActs(acting: Acting): ChannelActs {
  const { appEvents, context, payloads, person } = acting;
  const { app, directory, manifest, messages, responseUrls } = context;

  function enter(channelId: string): Channel {
    const channel = directory.channels.get(channelId);
    if (channel === undefined) throw new Error(`There is no channel ${channelId}`);
    if (channel.isPrivate && !channel.members.has(person.id)) {
      throw new Error(`${person.id} is not in the private channel ${channelId}`);
    }
    return channel;
  }

  async function command(channelId: string, name: string, text = ''): Promise<DeliveryReport> {
    const channel = enter(channelId);
    const entry = manifest.features.slash_commands.find((each) => each.command === name);
    if (entry === undefined) {
      fromSlack(channelId, `${name} is not a valid command.`);
      return { ...unsent(acting), error: 'unknown_command' };
    }
    const typed = entry.should_escape ? linkNames(text, directory, 'labelled') : text;
    const body = payloads.slashCommand(person, channel, name, typed.trim());
    const report = await send(acting, { kind: 'slash_commands', body });
    if (report.error !== undefined) {
      fromSlack(channelId, `${name} failed with the error "${report.error}"`);
      return report;
    }
    const { ackBody } = report;
    if (ackBody === undefined || (isObject(ackBody) && Object.keys(ackBody).length === 0)) return report;
    const refused = responseUrls.respond({ user: person.id, channel: channelId }, ackBody);
    if (refused === undefined) return report;
    return { ...report, error: 'invalid_command_response', problems: [refused.error, ...refused.problems] };
  }

  /** Posts an ephemeral message from Slack itself to this person. */
  function fromSlack(channel: string, text: string): void {
    messages.post({ channel, text, user: 'USLACKBOT', subtype: 'ephemeral', ephemeral_to: person.id });
  }

  async function shortcut(
    type: 'global' | 'message',
    callbackId: string,
    body: () => JsonObject,
  ): Promise<DeliveryReport> {
    const known = manifest.features.shortcuts.some(
      (each) => each.type === type && each.callback_id === callbackId,
    );
    if (!known) throw new Error(`The manifest has no ${type} shortcut "${callbackId}"`);
    return await send(acting, { kind: 'interactive', body: body() });
  }

  async function clickInMessage(
    message: Message,
    actionId: string,
    options: ClickOptions = {},
  ): Promise<DeliveryReport> {
    const placed = findElement(message.blocks ?? [], actionId, options.blockId);
    const current = messages.find(message.channel, message.ts, person.id) ?? message;
    const state = stateIn(current);
    const chosen = placed.element.type === 'overflow' ? undefined : stateOf(placed.element, options);
    if (chosen !== undefined) (state[placed.blockId] ??= {})[placed.element.action_id] = chosen;
    const actions = [actionOf(acting, placed, options)];
    const body = payloads.messageActions(person, current, actions, structuredClone(state));
    return await send(acting, { kind: 'interactive', body });
  }

  function stateIn(message: Message): FormState {
    const key = `${message.channel}/${message.ts}`;
    const state = { ...initialState(message.blocks ?? []), ...acting.messageStates.get(key) };
    acting.messageStates.set(key, state);
    return state;
  }

  function enterInMessage(message: Message, values: Record<string, InputValue>): void {
    const state = stateIn(message);
    for (const { blockId, element } of elementsIn(message.blocks ?? [])) {
      const value = values[`${blockId}.${element.action_id}`];
      const entered = value === undefined ? undefined : enteredState(element, value);
      if (entered !== undefined) (state[blockId] ??= {})[element.action_id] = entered;
    }
  }

  async function suggestInMessage(
    message: Message,
    actionId: string,
    typed: string,
  ): Promise<DeliveryReport & { options: JsonObject[] }> {
    const { blockId } = findElement(message.blocks ?? [], actionId);
    const field = { block_id: blockId, action_id: actionId, value: typed };
    const body = payloads.messageSuggestion(person, message, field);
    const report = await send(acting, { kind: 'interactive', body });
    return { ...report, options: optionsIn(report.ackBody) };
  }

  async function post(
    channelId: string,
    text: string,
    { threadTs }: { threadTs?: string } = {},
  ): Promise<DeliveryReport & { message: Message }> {
    const channel = enter(channelId);
    if (channel.isArchived) throw new Error(`${channelId} is archived`);
    channel.members.add(person.id);
    const report = unsent(acting);
    const message = messages.post({
      channel: channelId,
      text: linkNames(text, directory, 'bare'),
      user: person.id,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    });
    if (!channel.members.has(app.botUserId)) return { ...report, message };
    const event = { ...messageShape(message), channel: channelId };
    const kind = channel.kind === 'im' ? 'im' : channel.isPrivate ? 'groups' : 'channels';
    const mentioned = message.text.includes(`<@${app.botUserId}>`);
    const acks = await Promise.all([
      mentioned ? appEvents.send({ ...event, type: 'app_mention' }) : undefined,
      appEvents.send({ ...event, type: 'message', channel_type: kind.replace(/s$/, '') }, `message.${kind}`),
    ]);
    const ack = acks.find((each) => each !== undefined);
    return { ...report, ...(ack && { ...ack, sent: true }), message };
  }

  return {
    command,
    globalShortcut: (callbackId) =>
      shortcut('global', callbackId, () => payloads.globalShortcut(person, callbackId)),
    messageShortcut: (callbackId, message) =>
      shortcut('message', callbackId, () => payloads.messageShortcut(person, callbackId, message)),
    clickInMessage,
    enterInMessage,
    suggestInMessage,
    post,
    messages: (channelId) =>
      messages
        .in(enter(channelId).id)
        .filter(({ ephemeral_to: reader }) => reader === undefined || reader === person.id),
    directMessage: () => directory.directMessage(person.id).id,
  };
}

/** Returns the options in an acknowledgement of `block_suggestion`, without their groups. */
export const optionsIn = (ackBody: unknown): JsonObject[] =>
  isObject(ackBody)
    ? [
        ...objectsOf(ackBody['options']),
        ...objectsOf(ackBody['option_groups']).flatMap((group) => objectsOf(group['options'])),
      ]
    : [];
