import type { Asker } from '../domain/access/asker.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Refusal } from './answers.ts';
import type { Directory, DirectoryScope } from './ports.ts';

/** What is asked about: the right depends on whether a single person's figures come out. */
export type Subject = 'single-agent' | 'floor';

export interface RightsOptions {
  /** Slack users (`U…`, `W…`) and user groups (`S…`) who may see single agents; `*` is every full member. */
  readonly supervisors: readonly string[];
  readonly directory: Directory;
  readonly logger: Logger;
}

export interface Rights {
  /** The refusal, or `undefined` where the asker may know. Unsure is a refusal. */
  refusal(asker: Asker, subject: Subject): Promise<Refusal | undefined>;
}

const SCOPES = ['users:read', 'usergroups:read'] as const satisfies readonly DirectoryScope[];

/** Decides who may know what, for every surface alike. Membership of the Slack workspace alone shows no single agent. */
export function createRights({ supervisors, directory, logger }: RightsOptions): Rights {
  const everyone = supervisors.includes('*');
  const groups = supervisors.filter((id) => id.startsWith('S'));

  async function decide(asker: Asker, subject: Subject): Promise<Refusal | undefined> {
    if (asker.teamId !== directory.teamId) return { reason: 'stranger' };
    const membership = await directory.membership(asker.userId);
    if (membership !== 'full-member') return { reason: membership };
    if (subject === 'floor' || everyone || supervisors.includes(asker.userId)) return undefined;
    if (await inAnyGroup(asker.userId)) return undefined;
    return { reason: 'not-a-supervisor', supervisors };
  }

  function isNeeded(scope: DirectoryScope): boolean {
    return scope === 'users:read' || groups.length > 0;
  }

  /** One group that holds the asker is enough, even where Slack does not say who is in another. */
  async function inAnyGroup(userId: string): Promise<boolean> {
    const members = await Promise.allSettled(groups.map((group) => directory.groupMembers(group)));
    if (members.some((group) => group.status === 'fulfilled' && group.value.has(userId))) return true;
    const unsaid = members.find((group) => group.status === 'rejected');
    if (unsaid !== undefined) throw unsaid.reason;
    return false;
  }

  return {
    async refusal(asker, subject) {
      try {
        return await decide(asker, subject);
      } catch (error) {
        if (!(error instanceof FloorwalkerError)) throw error;
        const scope = SCOPES.find((each) => directory.lacks(each) && isNeeded(each));
        logger.warn({ userId: asker.userId, code: error.code, scope }, 'Slack did not say who asks: refused');
        return scope === undefined ? { reason: 'rights-unknown' } : { reason: 'scope-missing', scope };
      }
    },
  };
}
