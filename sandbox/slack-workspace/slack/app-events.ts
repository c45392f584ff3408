import type { Context } from './context.ts';
import type { Acknowledgement, Deliver } from './deliveries/delivery.ts';
import type { JsonObject } from './json.ts';
import type { Payloads } from './payloads.ts';

/** The Events API: payloads that the app did not ask for. */
export interface AppEvents {
  /** Sends an event if the manifest subscribes to it; returns `undefined` otherwise. */
  send(event: JsonObject & { type: string }, subscription?: string): Promise<Acknowledgement> | undefined;
  /** Delivers an event again, as Slack does after a lost acknowledgement. Default: the latest event. */
  redeliver(eventId?: string, reason?: string): Promise<Acknowledgement>;
  /** Uninstalls the app: sends both events and refuses all later calls. */
  uninstall(): Promise<void>;
  revokeTokens(): Promise<void>;
  /** Adds another workspace (`T…`) or organisation (`E…`) to a channel, which makes it a Slack Connect channel. */
  shareChannel(channelId: string, teamId: string): Promise<Acknowledgement | undefined>;
  /** Gives a private channel a new id, as when it is first shared. */
  changeChannelId(oldId: string, newId: string): Promise<Acknowledgement | undefined>;
}

interface AppEventsOptions {
  context: Context;
  payloads: Payloads;
  deliver: Deliver;
  /** Delays from one failed delivery to the next attempt, in milliseconds on the workspace's clock. */
  retryDelaysMs: readonly number[];
}

const REASONS: Record<string, string> = {
  operation_timeout: 'http_timeout',
  dispatch_failed: 'connection_failed',
};

export function createAppEvents({ context, payloads, deliver, retryDelaysMs }: AppEventsOptions): AppEvents {
  const { app, clock, directory, ids, manifest } = context;
  const sent = new Map<string, JsonObject>();
  let latest: string | undefined;

  async function attempt(body: JsonObject, tries: number, reason?: string): Promise<Acknowledgement> {
    const retry = tries === 0 ? undefined : { num: tries, reason: reason ?? 'http_error' };
    return await deliver({ kind: 'events_api', body, ...(retry && { retry }) }, undefined, (ack) => {
      const delay = retryDelaysMs[tries];
      if (ack.acked || delay === undefined || ack.noRetry === true) return;
      const next = REASONS[ack.error ?? ''] ?? 'http_error';
      clock.after(delay, () => void attempt(body, tries + 1, next));
    });
  }

  const emit = (event: JsonObject & { type: string }): Promise<Acknowledgement> => {
    const eventId = ids.next('Ev');
    const body = payloads.event({ ...event, event_ts: ids.ts() }, eventId);
    sent.set(eventId, body);
    latest = eventId;
    return attempt(body, 0);
  };

  function send(
    event: JsonObject & { type: string },
    subscription = event.type,
  ): Promise<Acknowledgement> | undefined {
    const subscribed = manifest.settings.event_subscriptions.bot_events.includes(subscription);
    return subscribed ? emit(event) : undefined;
  }

  return {
    send,
    async shareChannel(channelId, teamId) {
      directory.connectChannel(channelId, teamId);
      return send({ type: 'channel_shared', channel: channelId, connected_team_id: teamId });
    },
    async changeChannelId(oldId, newId) {
      directory.renumberChannel(oldId, newId);
      return send({ type: 'channel_id_changed', old_channel_id: oldId, new_channel_id: newId });
    },
    async redeliver(eventId = latest, reason = 'http_timeout') {
      const body = sent.get(eventId ?? '');
      if (body === undefined) throw new Error(`No event ${eventId ?? ''} was sent.`);
      return await deliver({ kind: 'events_api', body, retry: { num: 1, reason } });
    },
    async revokeTokens() {
      app.revoked = 'token_revoked';
      await emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [app.botUserId] } });
    },
    async uninstall() {
      app.revoked = 'account_inactive';
      await emit({ type: 'app_uninstalled' });
      await emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [app.botUserId] } });
    },
  };
}
