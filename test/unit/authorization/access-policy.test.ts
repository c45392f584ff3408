import { describe, expect, test } from 'vitest';
import { createAccessPolicy } from '../../../src/authorization/access-policy.ts';
import type { Directory, Membership } from '../../../src/authorization/directory.ts';
import type { Access } from '../../../src/domain/access/access.ts';
import type { Requester } from '../../../src/domain/access/requester.ts';
import { createRecordingLogger } from '../../support/peers/recording-logger.ts';
import { fails, scriptedDirectory } from '../../support/peers/scripted-ports.ts';

const requester = (userId: string, teamId = 'T1'): Requester => ({ userId, teamId, channelId: 'C1' });

function policy(supervisors: readonly string[], directory: Directory) {
  const logger = createRecordingLogger();
  return { ...createAccessPolicy({ supervisors, directory, logger }), logger };
}

/** Returns `agents`, `floor` (no single agents), or the reason of a refusal. */
function summed(access: Access): string {
  if (access.kind === 'refused') return access.refusal.reason;
  return access.agentsRefused === null ? 'agents' : 'floor';
}

const PEOPLE: Record<string, Membership> = { UGUEST: 'guest', USTRANGER: 'stranger' };
const GROUPS = { SLEADS: ['ULEAD', 'UGUEST'], SNIGHT: ['UNIGHT'] };

describe('access', () => {
  test.for([
    // The columns are: supervisors, requester, access.
    [[], 'UMEMBER', 'floor'],
    [['*'], 'UMEMBER', 'agents'],
    [['*'], 'UGUEST', 'guest'],
    [['*'], 'USTRANGER', 'stranger'],
    [['UBOSS'], 'UBOSS', 'agents'],
    [['UBOSS'], 'UMEMBER', 'floor'],
    [['UBOSS', 'SLEADS'], 'ULEAD', 'agents'],
    [['SLEADS', 'SNIGHT'], 'UNIGHT', 'agents'],
    [['SLEADS'], 'UNIGHT', 'floor'],
    [['SNOBODY'], 'UNIGHT', 'floor'],
    [['UGUEST'], 'UGUEST', 'guest'],
    [['SLEADS'], 'UGUEST', 'guest'],
    [['USTRANGER'], 'USTRANGER', 'stranger'],
    [[], 'UGUEST', 'guest'],
    [['SLEADS'], 'SLEADS', 'agents'],
  ] as const satisfies readonly (readonly [readonly string[], string, string])[])(
    'with supervisors %o, %s has: %s',
    async ([supervisors, userId, expected]) => {
      const it = policy(supervisors, scriptedDirectory(PEOPLE, GROUPS));
      expect(summed(await it.of(requester(userId)))).toBe(expected);
    },
  );

  test('is refused to people of another workspace, on any list, without a look-up', async () => {
    const directory = scriptedDirectory({}, GROUPS);
    const it = policy(['*', 'UBOSS', 'SLEADS'], directory);
    expect(await it.of(requester('UBOSS', 'T2'))).toEqual({
      kind: 'refused',
      requester: requester('UBOSS', 'T2'),
      refusal: { reason: 'stranger' },
    });
    expect(directory.asked).toEqual([]);
  });

  test('has, for a member without the right to single agents, the people with that right', async () => {
    const it = policy(['UBOSS', 'SLEADS'], scriptedDirectory({}, GROUPS));
    expect(await it.of(requester('UMEMBER'))).toEqual({
      kind: 'granted',
      requester: requester('UMEMBER'),
      agentsRefused: { reason: 'not-a-supervisor', supervisors: ['UBOSS', 'SLEADS'] },
    });
  });

  test('requests a person from Slack once', async () => {
    const directory = scriptedDirectory({}, GROUPS);
    await policy(['SLEADS'], directory).of(requester('ULEAD'));
    expect(directory.asked).toEqual(['ULEAD', 'SLEADS']);
  });
});

describe('when Slack does not answer', () => {
  test('about the requester, access is refused for now, and the log has only the id and the code', async () => {
    const directory = { ...scriptedDirectory(), membership: fails('slack-unreachable') };
    const it = policy(['*'], directory);
    expect(summed(await it.of(requester('UBOSS')))).toBe('rights-unknown');
    expect(it.logger.lines).toMatchObject([
      { level: 'warn', fields: { userId: 'UBOSS', code: 'slack-unreachable' } },
    ]);
  });

  test('about a group, members of another group still have access', async () => {
    const known = scriptedDirectory({}, GROUPS);
    const directory: Directory = {
      ...known,
      groupMembers: (group) => (group === 'SNIGHT' ? fails('slack-rejected')() : known.groupMembers(group)),
    };
    const it = policy(['SNIGHT', 'SLEADS'], directory);
    expect(summed(await it.of(requester('ULEAD')))).toBe('agents');
    expect(await it.of(requester('UMEMBER'))).toMatchObject({
      kind: 'granted',
      agentsRefused: { reason: 'rights-unknown' },
    });
  });

  test.for([
    [
      'users:read',
      'membership',
      { kind: 'refused', refusal: { reason: 'scope-missing', scope: 'users:read' } },
    ],
    [
      'usergroups:read',
      'groupMembers',
      { kind: 'granted', agentsRefused: { reason: 'scope-missing', scope: 'usergroups:read' } },
    ],
  ] as const)('for want of the scope %s, the refusal names it', async ([scope, method, expected]) => {
    const directory = {
      ...scriptedDirectory(),
      lacks: (each: string) => each === scope,
      [method]: fails('slack-rejected'),
    };
    expect(await policy(['SLEADS'], directory).of(requester('UMEMBER'))).toMatchObject(expected);
  });

  test('a programming error is not a refusal', async () => {
    const directory = { ...scriptedDirectory(), membership: () => Promise.reject(new TypeError('a bug')) };
    await expect(policy(['*'], directory).of(requester('UBOSS'))).rejects.toThrow('a bug');
  });
});
