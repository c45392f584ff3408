import { z } from 'zod';
import type { Asker } from '../domain/asker.ts';
import { FloorwalkerError } from '../errors.ts';
import type { ChannelSharing, Organisation } from '../summaries/channel-sharing.ts';
import type { SlackClient } from './slack-client.ts';
import { callSlack, refusalCode } from './slack-errors.ts';

/** Who is in a channel, as far as Slack says. */
export interface SlackChannels {
  /**
   * Who else reads what is posted there. Where Slack refuses to say, or leaves fields out, that is unknown.
   * @throws {FloorwalkerError} `slack-unreachable` where Slack does not answer now
   */
  sharing(channelId: string): Promise<ChannelSharing>;
  /** Whether the person is in the channel, or it is their own direct message with the bot; `null` where Slack does not say. */
  includes(channelId: string, asker: Pick<Asker, 'userId' | 'channelId'>): Promise<boolean | null>;
}

const PAGE = 1000;
/** Beyond 20,000 members nobody is looked for. */
const MOST_PAGES = 20;
const MOST_ORGANISATIONS = 10;

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
      const channel = await orNull(async () => {
        const answer = await quick.conversations.info({ channel: channelId });
        return channelSchema.safeParse(answer.channel).data ?? null;
      });
      if (channel === null) return { kind: 'unknown' };
      if (isOwn(channel)) return { kind: 'own' };
      if (!isShared(channel)) return { kind: 'unknown' };
      const others = othersIn(channel, client.identity().teamId).slice(0, MOST_ORGANISATIONS);
      return { kind: 'shared', organisations: await Promise.all(others.map(named)) };
    },

    async includes(channelId, { userId, channelId: here }) {
      if (channelId.startsWith('D')) {
        const own = await orNull(
          async () => (await quick.conversations.open({ users: userId })).channel?.id ?? null,
        );
        return own === null ? null : own === channelId;
      }
      // Slack itself says that the person typed there.
      if (channelId === here) return true;
      return orNull(() => isMember(channelId, userId));
    },
  };

  async function isMember(channel: string, userId: string): Promise<boolean | null> {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await quick.conversations.members({
        channel,
        limit: PAGE,
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

/** Slack says so in as many words; channels within one organisation have no readers from elsewhere. */
function isOwn(channel: SlackChannel): boolean {
  const { is_ext_shared, is_shared, is_org_shared } = channel;
  if (isShared(channel)) return false;
  return (
    is_ext_shared === false || (is_shared === false && is_ext_shared === undefined && is_org_shared !== true)
  );
}

/** With people from elsewhere, or soon to be: `is_shared` without the word of which kind counts as that. */
function isShared({ is_ext_shared, is_shared, is_org_shared, ...channel }: SlackChannel): boolean {
  return (
    is_ext_shared === true ||
    channel.is_pending_ext_shared === true ||
    [...channel.pending_shared, ...channel.pending_connected_team_ids].length > 0 ||
    (is_shared === true && is_org_shared !== true)
  );
}

function othersIn(channel: SlackChannel, teamId: string): string[] {
  const ours = new Set([teamId, ...channel.internal_team_ids]);
  const all = [
    ...channel.connected_team_ids,
    ...channel.shared_team_ids,
    ...channel.pending_shared,
    ...channel.pending_connected_team_ids,
    ...(channel.conversation_host_id == null ? [] : [channel.conversation_host_id]),
  ];
  return [...new Set(all)].filter((id) => !ours.has(id));
}

/** `null` where Slack answers and refuses. */
async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await callSlack(call);
  } catch (error) {
    if (refusalCode(error) !== undefined) return null;
    throw error instanceof FloorwalkerError ? error : new FloorwalkerError('slack-unreachable');
  }
}
