import { z } from 'zod';
import type { Requester } from '../../domain/access/requester.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { ChannelSharing, Organisation } from '../../summaries/subscriptions/channel-sharing.ts';
import { isLastingRefusal } from './post-outcome.ts';
import type { SlackClient } from './slack-client.ts';
import { callSlack, refusalCode } from './slack-errors.ts';

export interface SlackChannels {
  /**
   * Returns the other organisations that read the channel; unknown if Slack refuses to tell or leaves fields out.
   *
   * @throws {FloorwalkerError} slack-unreachable if Slack does not answer
   */
  sharing(channelId: string): Promise<ChannelSharing>;
  /**
   * Returns the organisation of a workspace that joined the channel; `null` for a workspace of our own organisation.
   * Never rejects: if Slack does not answer, it returns another organisation without a name.
   */
  joined(channelId: string, teamId: string): Promise<Organisation | null>;
  /** Returns whether the person is in the channel, or has this direct message with the bot; `null` if unknown. */
  includes(channelId: string, requester: Pick<Requester, 'userId' | 'channelId'>): Promise<boolean | null>;
}

const PAGE_SIZE = 1000;
/** Maximum number of pages of members that are searched: 20,000 members. */
const PAGES_MAX = 20;
const ORGANISATIONS_MAX = 10;

const ids = z
  .array(z.string())
  .nullish()
  .transform((found) => found ?? []);
const channelSchema = z.object({
  is_ext_shared: z.boolean().optional(),
  is_shared: z.boolean().optional(),
  is_org_shared: z.boolean().optional(),
  is_pending_ext_shared: z.boolean().optional(),
  conversation_host_id: z.string().nullish(),
  connected_team_ids: ids,
  shared_team_ids: ids,
  internal_team_ids: ids,
  pending_shared: ids,
  pending_connected_team_ids: ids,
});
type SlackChannel = z.infer<typeof channelSchema>;

export function createSlackChannels({ client }: { readonly client: SlackClient }): SlackChannels {
  const { quick } = client;

  return {
    async sharing(channelId) {
      const found = await read(channelId);
      if (found.kind === 'unknown') return found;
      const { channel } = found;
      if (isOwn(channel)) return { kind: 'own' };
      if (!isShared(channel)) return { kind: 'unknown' };
      const ours = ownIdsIn(channel);
      const others = idsIn(channel).filter((id) => !ours.has(id));
      const organisations = await Promise.all(others.slice(0, ORGANISATIONS_MAX).map(named));
      return { kind: 'shared', organisations };
    },

    async joined(channelId, teamId) {
      const found = await read(channelId).catch(() => ({ kind: 'unknown' as const }));
      const ours = ownIdsIn(found.kind === 'known' ? found.channel : { internal_team_ids: [] });
      return ours.has(teamId) ? null : named(teamId);
    },

    async includes(channelId, { userId, channelId: here }) {
      if (channelId.startsWith('D')) {
        const own = await orNull(
          async () => (await quick.conversations.open({ users: userId })).channel?.id ?? null,
        );
        return own === null ? null : own === channelId;
      }
      // The person typed in this channel, according to Slack.
      if (channelId === here) return true;
      return orNull(() => isMember(channelId, userId));
    },
  };

  async function read(
    channelId: string,
  ): Promise<
    { readonly kind: 'known'; readonly channel: SlackChannel } | Extract<ChannelSharing, { kind: 'unknown' }>
  > {
    try {
      const answer = await callSlack(() => quick.conversations.info({ channel: channelId }));
      const channel = channelSchema.safeParse(answer.channel).data;
      return channel === undefined ? { kind: 'unknown' } : { kind: 'known', channel };
    } catch (error) {
      return { kind: 'unknown', refusal: refusalOr(error) };
    }
  }

  /** Ids of our workspace, our organisation and its other workspaces in the channel. */
  function ownIdsIn({
    internal_team_ids,
  }: Pick<SlackChannel, 'internal_team_ids'>): ReadonlySet<string | null> {
    const { teamId, enterpriseId } = client.identity();
    return new Set([teamId, enterpriseId, ...internal_team_ids]);
  }

  async function isMember(channel: string, userId: string): Promise<boolean | null> {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await quick.conversations.members({
        channel,
        limit: PAGE_SIZE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (answer.members === undefined) return null;
      if (answer.members.includes(userId)) return true;
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return false;
    }
    return null;
  }

  async function named(id: string): Promise<Organisation> {
    const name = await orNull(async () => (await quick.team.info({ team: id })).team?.name ?? null).catch(
      () => null,
    );
    return { id, name };
  }
}

/** True if Slack says that the channel is not shared; channels within one organisation have no external readers. */
function isOwn(channel: SlackChannel): boolean {
  const { is_ext_shared, is_shared, is_org_shared } = channel;
  if (isShared(channel)) return false;
  return (
    is_ext_shared === false || (is_shared === false && is_ext_shared === undefined && is_org_shared !== true)
  );
}

/** True if other organisations read the channel or are invited; `is_shared` without a kind counts as true. */
function isShared({ is_ext_shared, is_shared, is_org_shared, ...channel }: SlackChannel): boolean {
  return (
    is_ext_shared === true ||
    channel.is_pending_ext_shared === true ||
    [...channel.pending_shared, ...channel.pending_connected_team_ids].length > 0 ||
    (is_shared === true && is_org_shared !== true)
  );
}

function idsIn(channel: SlackChannel): string[] {
  const all = [
    ...channel.connected_team_ids,
    ...channel.shared_team_ids,
    ...channel.pending_shared,
    ...channel.pending_connected_team_ids,
    ...(channel.conversation_host_id == null ? [] : [channel.conversation_host_id]),
  ];
  return [...new Set(all)];
}

/** Resolves with `null` if Slack refuses the call. */
async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await callSlack(call);
  } catch (error) {
    refusalOr(error);
    return null;
  }
}

/** Returns the code of a refusal; other errors are thrown as no answer. */
function refusalOr(error: unknown): string {
  const code = refusalCode(error);
  if (code !== undefined && isLastingRefusal(code)) return code;
  throw error instanceof FloorwalkerError && code === undefined
    ? error
    : new FloorwalkerError('slack-unreachable', code === undefined ? {} : { detail: code });
}
