import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Directory, Membership } from '../queries/ports.ts';
import type { AccountDirectory } from '../summaries/ports.ts';
import type { SlackClient } from './slack-client.ts';
import { callSlack, refusalCode } from './slack-errors.ts';

const KEPT_MS = 60_000;
const MOST_USERS = 5000;
const MOST_GROUPS = 200;
const NO_SUCH_USER = ['user_not_found', 'user_not_visible'];
const NO_SUCH_GROUP = ['no_such_subteam', 'subteam_not_found'];

const userSchema = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
});
type SlackUser = z.infer<typeof userSchema>;

const groupSchema = z.object({ users: z.array(z.string()).default([]) });

/** What Slack knows of the people who ask, kept for a minute: rights that are taken away end within that time. */
export function createSlackDirectory(options: {
  client: SlackClient;
  clock: Clock;
}): Directory & AccountDirectory {
  const { client, clock } = options;
  const perf = { now: () => clock.monotonic() };
  // Whoever asks while the same is being asked gets that answer; failures are not kept.
  const memberships = new LRUCache<string, Membership>({
    max: MOST_USERS,
    ttl: KEPT_MS,
    perf,
    ttlResolution: 0,
    fetchMethod: (userId) => askMembership(client, userId),
  });
  const groups = new LRUCache<string, ReadonlySet<string>>({
    max: MOST_GROUPS,
    ttl: KEPT_MS,
    perf,
    ttlResolution: 0,
    fetchMethod: (groupId) => askGroup(client, groupId),
  });

  return {
    get teamId() {
      return client.identity().teamId;
    },
    membership: (userId) => memberships.forceFetch(userId),
    groupMembers: (groupId) => groups.forceFetch(groupId),
    isClosed: (userId) => askClosed(client, userId),
  };
}

async function askMembership(client: SlackClient, userId: string): Promise<Membership> {
  const answer = await askOr(NO_SUCH_USER, () => client.quick.users.info({ user: userId }));
  return answer === null
    ? 'stranger'
    : membershipOf(parsed(userSchema, answer.user), client.identity().teamId);
}

/** Somebody of whom Slack says nothing here, from another workspace perhaps, has not left. Nobody waits for this. */
async function askClosed(client: SlackClient, userId: string): Promise<boolean> {
  const answer = await askOr(NO_SUCH_USER, () => client.quick.users.info({ user: userId }));
  return answer !== null && parsed(userSchema, answer.user).deleted;
}

async function askGroup(client: SlackClient, groupId: string): Promise<ReadonlySet<string>> {
  const answer = await askOr(NO_SUCH_GROUP, () => client.quick.usergroups.users.list({ usergroup: groupId }));
  return new Set(answer === null ? [] : parsed(groupSchema, answer).users);
}

/** `null` where Slack answers that there is none. */
async function askOr<T>(noneCodes: readonly string[], call: () => Promise<T>): Promise<T | null> {
  return callSlack(() =>
    call().catch((error: unknown) => {
      if (noneCodes.includes(refusalCode(error) ?? '')) return null;
      throw error;
    }),
  );
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new FloorwalkerError('slack-unreachable', { detail: 'its answer is not what the method promises' });
}

function membershipOf(user: SlackUser, teamId: string): Membership {
  const teams = [user.team_id ?? teamId, ...(user.enterprise_user?.teams ?? [])];
  if (user.is_stranger || user.deleted || user.is_bot || !teams.includes(teamId)) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'full-member';
}
