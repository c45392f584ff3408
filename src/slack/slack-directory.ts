import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Directory, Membership } from '../queries/ports.ts';
import { createShortMemory } from './short-memory.ts';
import type { SlackClient } from './slack-client.ts';
import { callSlack, refusalCode } from './slack-errors.ts';

const KEPT_MS = 60_000;
const MOST_USERS = 5000;
const MOST_GROUPS = 200;

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
export function createSlackDirectory(options: { client: SlackClient; clock: Clock }): Directory {
  const { client, clock } = options;
  const memberships = createShortMemory<Membership>({ clock, keptMs: KEPT_MS, most: MOST_USERS });
  const groups = createShortMemory<ReadonlySet<string>>({ clock, keptMs: KEPT_MS, most: MOST_GROUPS });

  return {
    get teamId() {
      return client.identity().teamId;
    },
    membership: (userId) =>
      memberships.get(userId, async () => {
        const user = await askOr(['user_not_found', 'user_not_visible'], () =>
          client.quick.users.info({ user: userId }),
        );
        return user === null
          ? 'stranger'
          : membershipOf(parsed(userSchema, user.user), client.identity().teamId);
      }),
    groupMembers: (groupId) =>
      groups.get(groupId, async () => {
        const group = await askOr(['no_such_subteam', 'subteam_not_found'], () =>
          client.quick.usergroups.users.list({ usergroup: groupId }),
        );
        return new Set(group === null ? [] : parsed(groupSchema, group).users);
      }),
  };
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
