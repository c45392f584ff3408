import type { Context } from './context.ts';
import type { Channel, Person } from './directory.ts';
import type { FormState } from './form.ts';
import type { JsonObject } from './json.ts';
import { type Message, messageShape } from './message.ts';
import { type View, viewShape } from './view.ts';

/** The payloads for the app, field by field as Slack sends them. */
export interface Payloads {
  slashCommand(person: Person, channel: Channel, command: string, text: string): JsonObject;
  globalShortcut(person: Person, callbackId: string): JsonObject;
  messageShortcut(person: Person, callbackId: string, message: Message): JsonObject;
  messageActions(person: Person, message: Message, actions: JsonObject[], state: FormState): JsonObject;
  viewActions(person: Person, view: View, actions: JsonObject[]): JsonObject;
  messageSuggestion(person: Person, message: Message, field: SuggestionField): JsonObject;
  viewSuggestion(person: Person, view: View, field: SuggestionField): JsonObject;
  viewSubmission(person: Person, view: View, responseUrls: JsonObject[]): JsonObject;
  viewClosed(person: Person, view: View, isCleared: boolean): JsonObject;
  event(event: JsonObject, eventId: string): JsonObject;
}

export interface SuggestionField {
  block_id: string;
  action_id: string;
  value: string;
}

export function createPayloads(context: Context): Payloads {
  const { app, clock, directory, ids, responseUrls, triggers } = context;
  const { enterprise } = directory;
  const enterpriseId = enterprise?.id ?? null;
  const team = { id: directory.team.id, domain: directory.team.domain };

  const interaction = (type: string, person: Person): JsonObject => ({
    type,
    user: actor(person),
    api_app_id: app.id,
    token: app.verificationToken,
    team,
    enterprise: enterprise && { id: enterprise.id, name: enterprise.name },
    is_enterprise_install: false,
  });

  const messagePlace = (message: Message): JsonObject => ({
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.ephemeral_to !== undefined,
      ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
    },
    channel: { id: message.channel, name: directory.channels.get(message.channel)?.name ?? '' },
    // Slack does not repeat the content of an ephemeral message.
    ...(message.ephemeral_to === undefined && { message: messageShape(message) }),
  });

  return {
    slashCommand: (person, channel, command, text) => ({
      token: app.verificationToken,
      team_id: person.actsFrom,
      team_domain: team.domain,
      channel_id: channel.id,
      channel_name:
        channel.kind === 'im' ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name,
      user_id: person.id,
      user_name: person.name,
      command,
      text,
      api_app_id: app.id,
      ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
      is_enterprise_install: 'false',
      response_url: responseUrls.issue('commands', { user: person.id, channel: channel.id }),
      trigger_id: triggers.issue(person.id, channel.id),
    }),
    globalShortcut: (person, callbackId) => ({
      ...interaction('shortcut', person),
      action_ts: ids.ts(),
      callback_id: callbackId,
      trigger_id: triggers.issue(person.id),
    }),
    messageShortcut: (person, callbackId, message) => ({
      ...interaction('message_action', person),
      action_ts: ids.ts(),
      callback_id: callbackId,
      trigger_id: triggers.issue(person.id, message.channel),
      response_url: responseUrls.issue('app', { user: person.id, channel: message.channel }),
      channel: { id: message.channel, name: directory.channels.get(message.channel)?.name ?? '' },
      message_ts: message.ts,
      message: messageShape(message),
    }),
    messageActions: (person, message, actions, state) => ({
      ...interaction('block_actions', person),
      ...messagePlace(message),
      trigger_id: triggers.issue(person.id, message.channel),
      state: { values: state },
      response_url: responseUrls.issue('actions', {
        user: person.id,
        channel: message.channel,
        original: message,
      }),
      actions,
    }),
    viewActions: (person, view, actions) => ({
      ...interaction('block_actions', person),
      ...viewPlace(view),
      trigger_id: triggers.issue(person.id),
      actions,
    }),
    messageSuggestion: (person, message, field) => ({
      ...interaction('block_suggestion', person),
      ...messagePlace(message),
      ...field,
    }),
    viewSuggestion: (person, view, field) => ({
      ...interaction('block_suggestion', person),
      ...viewPlace(view),
      ...field,
    }),
    viewSubmission: (person, view, urls) => ({
      ...interaction('view_submission', person),
      trigger_id: triggers.issue(person.id),
      view: viewShape(view),
      response_urls: urls,
    }),
    viewClosed: (person, view, isCleared) => ({
      ...interaction('view_closed', person),
      view: viewShape(view),
      is_cleared: isCleared,
    }),
    event: (event, eventId) => ({
      token: app.verificationToken,
      team_id: team.id,
      ...(enterprise && { enterprise_id: enterprise.id }),
      context_team_id: team.id,
      context_enterprise_id: enterpriseId,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(clock.now() / 1000),
      authorizations: [
        {
          enterprise_id: enterpriseId,
          team_id: team.id,
          user_id: app.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    }),
  };
}

const actor = (person: Person): JsonObject => ({
  id: person.id,
  username: person.name,
  name: person.name,
  team_id: person.actsFrom,
});

const viewPlace = (view: View): JsonObject => ({
  container: { type: 'view', view_id: view.id },
  view: viewShape(view),
});
