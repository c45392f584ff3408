import { describe, expect, test } from 'vitest';
import type { Asker } from '../../../src/domain/access/asker.ts';
import type { Directory, Membership } from '../../../src/queries/ports.ts';
import { createRights, type Subject } from '../../../src/queries/rights.ts';
import { createRecordingLogger } from '../../support/peers/recording-logger.ts';
import { fails, scriptedDirectory } from '../../support/peers/scripted-ports.ts';

const asker = (userId: string, teamId = 'T1'): Asker => ({ userId, teamId, channelId: 'C1' });

function rights(supervisors: readonly string[], directory: Directory) {
  const logger = createRecordingLogger();
  return { ...createRights({ supervisors, directory, logger }), logger };
}

const PEOPLE: Record<string, Membership> = { UGUEST: 'guest', USTRANGER: 'stranger' };
const GROUPS = { SLEADS: ['ULEAD', 'UGUEST'], SNIGHT: ['UNIGHT'] };
const NOT_A_SUPERVISOR = 'not-a-supervisor';

describe('who may know', () => {
  test.for([
    // supervisors, asker, subject, refused because
    [[], 'UMEMBER', 'single-agent', NOT_A_SUPERVISOR],
    [[], 'UMEMBER', 'floor', undefined],
    [['*'], 'UMEMBER', 'single-agent', undefined],
    [['*'], 'UGUEST', 'single-agent', 'guest'],
    [['*'], 'USTRANGER', 'single-agent', 'stranger'],
    [['UBOSS'], 'UBOSS', 'single-agent', undefined],
    [['UBOSS'], 'UMEMBER', 'single-agent', NOT_A_SUPERVISOR],
    [['UBOSS'], 'UMEMBER', 'floor', undefined],
    [['UBOSS', 'SLEADS'], 'ULEAD', 'single-agent', undefined],
    [['SLEADS', 'SNIGHT'], 'UNIGHT', 'single-agent', undefined],
    [['SLEADS'], 'UNIGHT', 'single-agent', NOT_A_SUPERVISOR],
    [['SNOBODY'], 'UNIGHT', 'single-agent', NOT_A_SUPERVISOR],
    [['UGUEST'], 'UGUEST', 'single-agent', 'guest'],
    [['SLEADS'], 'UGUEST', 'single-agent', 'guest'],
    [['USTRANGER'], 'USTRANGER', 'floor', 'stranger'],
    [[], 'UGUEST', 'floor', 'guest'],
    [['SLEADS'], 'SLEADS', 'single-agent', undefined],
  ] as const satisfies readonly (readonly [readonly string[], string, Subject, string | undefined])[])(
    'with supervisors %o, %s asks about %s: %s',
    async ([supervisors, userId, subject, reason]) => {
      const it = rights(supervisors, scriptedDirectory(PEOPLE, GROUPS));
      expect((await it.refusal(asker(userId), subject))?.reason).toBe(reason);
    },
  );

  test('is nobody of another workspace, whatever list they are on; nothing about them is looked up', async () => {
    const directory = scriptedDirectory({}, GROUPS);
    const it = rights(['*', 'UBOSS', 'SLEADS'], directory);
    for (const subject of ['floor', 'single-agent'] as const) {
      expect(await it.refusal(asker('UBOSS', 'T2'), subject)).toEqual({ reason: 'stranger' });
    }
    expect(directory.asked).toEqual([]);
  });

  test('tells who is refused whom to ask', async () => {
    const it = rights(['UBOSS', 'SLEADS'], scriptedDirectory({}, GROUPS));
    expect(await it.refusal(asker('UMEMBER'), 'single-agent')).toEqual({
      reason: NOT_A_SUPERVISOR,
      supervisors: ['UBOSS', 'SLEADS'],
    });
  });
});

describe('where Slack does not say', () => {
  test('who the asker is, the answer is no for now, and the log has no more than the id and the code', async () => {
    const directory = { ...scriptedDirectory(), membership: fails('slack-unreachable') };
    const it = rights(['*'], directory);
    expect(await it.refusal(asker('UBOSS'), 'floor')).toEqual({ reason: 'rights-unknown' });
    expect(it.logger.lines).toMatchObject([
      { level: 'warn', fields: { userId: 'UBOSS', code: 'slack-unreachable' } },
    ]);
  });

  test('who is in a group, whoever is in another one still may', async () => {
    const known = scriptedDirectory({}, GROUPS);
    const directory: Directory = {
      ...known,
      groupMembers: (group) => (group === 'SNIGHT' ? fails('slack-rejected')() : known.groupMembers(group)),
    };
    const it = rights(['SNIGHT', 'SLEADS'], directory);
    expect(await it.refusal(asker('ULEAD'), 'single-agent')).toBeUndefined();
    expect(await it.refusal(asker('UMEMBER'), 'single-agent')).toEqual({ reason: 'rights-unknown' });
  });

  test('an error of our own making is not taken for a no', async () => {
    const directory = { ...scriptedDirectory(), membership: () => Promise.reject(new TypeError('a bug')) };
    await expect(rights(['*'], directory).refusal(asker('UBOSS'), 'floor')).rejects.toThrow('a bug');
  });
});
