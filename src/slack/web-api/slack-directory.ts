import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Directory, Membership } from '../../queries/ports.ts';
import type { AccountDirectory } from '../../summaries/ports.ts';
import type { SlackClient } from './slack-client.ts';
import { callSlack, refusalCode } from './slack-errors.ts';

const ANSWER_MAX_AGE_MS = 60_000;
const USERS_MAX = 5000;
const GROUPS_MAX = 200;
const NO_SUCH_USER = ['user_not_found', 'user_not_visible'];
const NO_SUCH_GROUP = new Set(['no_such_subteam', 'subteam_not_found']);

/** What is left out stays out: an absent field is never read as the value that gives a right. */
const userSchema = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z
    .object({ enterprise_id: z.string().nullish(), teams: z.array(z.string()).nullish() })
    .nullish(),
});
type SlackUser = z.infer<typeof userSchema>;

const groupSchema = z.object({ users: z.array(z.string()).default([]) });

export interface SlackDirectory extends Directory, AccountDirectory {
  /** User groups that Slack did not let us read when it was last asked about them; `code` is Slack's. */
  unreadableGroups(): readonly { readonly group: string; readonly code: string }[];
}

/** What Slack knows of the people who ask, kept for a minute: rights that are taken away end within that time. */
export function createSlackDirectory(options: { client: SlackClient; clock: Clock }): SlackDirectory {
  const { client, clock } = options;
  /** By group, the code that Slack refused with when it was last asked. */
  const unreadable = new Map<string, string>();
  const perf = { now: () => clock.monotonic() };
  // Whoever asks while the same is being asked gets that answer; failures are not kept.
  const memberships = new LRUCache<string, Membership>({
    max: USERS_MAX,
    ttl: ANSWER_MAX_AGE_MS,
    perf,
    ttlResolution: 0,
    fetchMethod: (userId) => askMembership(client, userId),
  });
  const groups = new LRUCache<string, ReadonlySet<string>>({
    max: GROUPS_MAX,
    ttl: ANSWER_MAX_AGE_MS,
    perf,
    ttlResolution: 0,
    fetchMethod: readGroup,
  });

  async function readGroup(group: string): Promise<ReadonlySet<string>> {
    try {
      const members = await askGroup(client, group);
      unreadable.delete(group);
      return members;
    } catch (error) {
      const code = refusalCode(error);
      if (code !== undefined) unreadable.set(group, code);
      if (NO_SUCH_GROUP.has(code ?? '')) return new Set();
      throw error;
    }
  }

  return {
    get teamId() {
      return client.identity().teamId;
    },
    membership: (userId) => memberships.forceFetch(userId),
    groupMembers: (groupId) => groups.forceFetch(groupId),
    lacks: (scope) => client.standing.lacks(scope),
    unreadableGroups: () => Array.from(unreadable, ([group, code]) => ({ group, code })),
    isClosed: (userId) => askClosed(client, userId),
  };
}

async function askMembership(client: SlackClient, userId: string): Promise<Membership> {
  const { teamId, botUserId } = client.identity();
  const user = await askUser(client, userId);
  if (user === null || !isMember(user, teamId)) return 'stranger';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  if (user.is_restricted === false) return 'full-member';
  // Slack tells of every account whether it is a guest's, our own included. One that does not has no guests: an emulator.
  const own = await askUser(client, botUserId);
  return own !== null && own.is_restricted === undefined ? 'full-member' : 'guest';
}

/** `null` where Slack knows no such account, or does not show it to us. */
async function askUser(client: SlackClient, userId: string): Promise<SlackUser | null> {
  const answer = await askOr(NO_SUCH_USER, () => client.quick.users.info({ user: userId }));
  return answer === null ? null : parsed(userSchema, answer.user);
}

/** Somebody of whom Slack says nothing here, from another workspace perhaps, has not left. Nobody waits for this. */
async function askClosed(client: SlackClient, userId: string): Promise<boolean> {
  return (await askUser(client, userId))?.deleted === true;
}

async function askGroup(client: SlackClient, groupId: string): Promise<ReadonlySet<string>> {
  const answer = await callSlack(() => client.quick.usergroups.users.list({ usergroup: groupId }));
  return new Set(parsed(groupSchema, answer).users);
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

/**
 * Whether this is a person of our workspace. On Enterprise Grid `team_id` may be the organisation or another workspace
 * of it, or be left out; then only the list of the person's workspaces says. Being of the organisation is not enough,
 * unless the app is installed in the organisation as a whole and `teamId` is the organisation's.
 */
function isMember(user: SlackUser, teamId: string): boolean {
  const { enterprise_id, teams } = user.enterprise_user ?? {};
  const isOurs = [user.team_id, enterprise_id, ...(teams ?? [])].includes(teamId);
  return isOurs && user.deleted === false && user.is_stranger !== true && user.is_bot !== true;
}
