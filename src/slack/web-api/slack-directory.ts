import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Directory, Membership } from '../../authorization/directory.ts';
import { entriesAtMost } from '../../cache-bound.ts';
import type { Clock } from '../../clock.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { AccountDirectory } from '../../summaries/management/owner-check.ts';
import type { SlackClient } from './slack-client.ts';
import { callSlack, refusalCode } from './slack-errors.ts';

const ANSWER_MAX_AGE_MS = 60_000;
const USERS_MAX = 5000;
const GROUPS_MAX = 200;
const NO_SUCH_USER = ['user_not_found', 'user_not_visible'];
const NO_SUCH_GROUP = new Set(['no_such_subteam', 'subteam_not_found']);

/** A missing field is never read as a value that grants a right. */
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
  /** User groups whose last read Slack refused; `code` is Slack's. */
  unreadableGroups(): readonly { readonly group: string; readonly code: string }[];
}

/** Reads identities and groups from Slack. They are cached for a minute, so a revoked right ends within that time. */
export function createSlackDirectory(options: { client: SlackClient; clock: Clock }): SlackDirectory {
  const { client, clock } = options;
  const unreadable = new Map<string, string>();
  const perf = { now: () => clock.monotonic() };
  // Concurrent calls share one request; failures are not cached.
  const memberships = new LRUCache<string, Membership>({
    ...entriesAtMost(USERS_MAX),
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
  // Slack tells for every account whether it is a guest. If our own account lacks these fields, the server is an
  // emulator without guests.
  const own = await askUser(client, botUserId);
  return own !== null && own.is_restricted === undefined ? 'full-member' : 'guest';
}

/** Returns the account; `null` if Slack does not know it or does not show it. */
async function askUser(client: SlackClient, userId: string): Promise<SlackUser | null> {
  const answer = await askOr(NO_SUCH_USER, () => client.quick.users.info({ user: userId }));
  return answer === null ? null : parsed(userSchema, answer.user);
}

/** An account that Slack does not show does not count as deactivated. Background call. */
async function askClosed(client: SlackClient, userId: string): Promise<boolean> {
  return (await askUser(client, userId))?.deleted === true;
}

async function askGroup(client: SlackClient, groupId: string): Promise<ReadonlySet<string>> {
  const answer = await callSlack(() => client.quick.usergroups.users.list({ usergroup: groupId }));
  return new Set(parsed(groupSchema, answer).users);
}

/** Resolves with `null` for the given codes of Slack. */
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
 * Returns true if the account belongs to our workspace. On Enterprise Grid, `team_id` may be the organisation, another
 * workspace or missing; then the person's list of workspaces decides. Membership in the organisation is not enough,
 * unless the app is installed for the whole organisation and `teamId` is the organisation's id.
 */
function isMember(user: SlackUser, teamId: string): boolean {
  const { enterprise_id, teams } = user.enterprise_user ?? {};
  const isOurs = [user.team_id, enterprise_id, ...(teams ?? [])].includes(teamId);
  return isOurs && user.deleted === false && user.is_stranger !== true && user.is_bot !== true;
}

/** Reads each user group of `SUPERVISORS` at the start, to report groups that Slack does not show. */
export async function checkGroups(options: {
  readonly directory: Pick<SlackDirectory, 'groupMembers' | 'unreadableGroups'>;
  readonly supervisors: readonly string[];
  readonly logger: Logger;
}): Promise<void> {
  const { directory, supervisors, logger } = options;
  const groups = supervisors.filter((id) => id.startsWith('S'));
  await Promise.allSettled(groups.map((group) => directory.groupMembers(group)));
  for (const { group, code } of directory.unreadableGroups())
    logger.error({ group, code }, 'user group in SUPERVISORS not readable; its members have no access');
}
