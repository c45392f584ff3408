import type { Access, Refusal } from '../domain/access/access.ts';
import type { Requester } from '../domain/access/requester.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Directory, DirectoryScope } from './directory.ts';

export interface AccessPolicyOptions {
  /** Slack users (`U…`, `W…`) and user groups (`S…`) who may see single agents; `*` is every full member. */
  readonly supervisors: readonly string[];
  readonly directory: Directory;
  readonly logger: Logger;
}

export interface AccessPolicy {
  /** Returns the rights of the requester, or a refusal if Slack does not identify the requester. */
  of(requester: Requester): Promise<Access>;
}

const SCOPES = ['users:read', 'usergroups:read'] as const satisfies readonly DirectoryScope[];

/** The only place that decides about rights. Membership of the workspace alone gives no access to single agents. */
export function createAccessPolicy({ supervisors, directory, logger }: AccessPolicyOptions): AccessPolicy {
  const isEveryMember = supervisors.includes('*');
  const groups = supervisors.filter((id) => id.startsWith('S'));

  async function refusalOf({ teamId, userId }: Requester): Promise<Refusal | null> {
    if (teamId !== directory.teamId) return { reason: 'stranger' };
    const membership = await directory.membership(userId);
    return membership === 'full-member' ? null : { reason: membership };
  }

  async function agentRefusalOf({ userId }: Requester): Promise<Refusal | null> {
    if (isEveryMember || supervisors.includes(userId)) return null;
    return (await isInAnyGroup(userId)) ? null : { reason: 'not-a-supervisor', supervisors };
  }

  function isNeeded(scope: DirectoryScope): boolean {
    return scope === 'users:read' || groups.length > 0;
  }

  /** Membership in one group is sufficient, even if Slack does not list the members of another group. */
  async function isInAnyGroup(userId: string): Promise<boolean> {
    const members = await Promise.allSettled(groups.map((group) => directory.groupMembers(group)));
    if (members.some((group) => group.status === 'fulfilled' && group.value.has(userId))) return true;
    const failed = members.find((group) => group.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return false;
  }

  async function refusedIfUnknown(
    requester: Requester,
    decide: (requester: Requester) => Promise<Refusal | null>,
  ): Promise<Refusal | null> {
    try {
      return await decide(requester);
    } catch (error) {
      if (!(error instanceof FloorwalkerError)) throw error;
      const scope = SCOPES.find((each) => directory.lacks(each) && isNeeded(each));
      logger.warn(
        { userId: requester.userId, code: error.code, scope },
        'access refused: Slack did not identify the requester',
      );
      return scope === undefined ? { reason: 'rights-unknown' } : { reason: 'scope-missing', scope };
    }
  }

  return {
    async of(requester) {
      const refusal = await refusedIfUnknown(requester, refusalOf);
      if (refusal !== null) return { kind: 'refused', requester, refusal };
      const agentsRefused = await refusedIfUnknown(requester, agentRefusalOf);
      return { kind: 'granted', requester, agentsRefused };
    },
  };
}
