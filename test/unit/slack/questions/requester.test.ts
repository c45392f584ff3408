import { describe, expect, test } from 'vitest';
import { requesterOf, requesterOfCommand, teamOfEvent } from '../../../../src/slack/questions/requester.ts';

const ALONE = { teamId: 'T1', enterpriseId: '' };
const IN_ORGANISATION = { teamId: 'T1', enterpriseId: 'E1' };
const user = { id: 'U1', team_id: 'T1' };

describe('the place of a button press', () => {
  test.each([
    ['our workspace', { team: { id: 'T1' } }, 'T1'],
    [
      'our workspace, by the form that stands in it',
      { team: { id: 'T7' }, view: { app_installed_team_id: 'T1' } },
      'T1',
    ],
    ['another workspace', { team: { id: 'T7' } }, 'T7'],
    [
      'an organisation, of which a workspace on its own is no part',
      { team: null, enterprise: { id: 'E1' } },
      'E1',
    ],
    ['nowhere: what a person belongs to is no place', { team: null }, ''],
    ['an empty id', { team: { id: '' }, enterprise: { id: '' } }, ''],
    ['a form that names no installation', { view: { app_installed_team_id: null } }, ''],
  ])('%s', (_name, place, teamId) => {
    expect(requesterOf({ user, ...place }, ALONE)).toEqual({ userId: 'U1', teamId, channelId: null });
  });

  test.each([
    ['the organisation alone', { team: null, enterprise: { id: 'E1' } }, 'T1'],
    ['another workspace of the organisation', { team: { id: 'T7' }, enterprise: { id: 'E1' } }, 'T1'],
    ['the organisation as a team', { team: { id: 'E1' } }, 'T1'],
    ['another organisation', { team: { id: 'T7' }, enterprise: { id: 'E7' } }, 'T7'],
  ])('in an organisation: %s', (_name, place, teamId) => {
    expect(requesterOf({ user, ...place }, IN_ORGANISATION).teamId).toBe(teamId);
  });

  test('nothing belongs to our workspace before it is known', () => {
    expect(requesterOf({ user, team: null }, {}).teamId).toBe('');
    expect(requesterOf({ user, team: { id: 'T7' } }, {}).teamId).toBe('T7');
  });
});

test.each([
  [{ team_id: 'T1' }, 'T1'],
  [{ team_id: 'E1' }, 'T1'],
  [{ team_id: 'T7', enterprise_id: 'E1' }, 'T1'],
  [{ team_id: 'T7', enterprise_id: 'E7' }, 'T7'],
  [{}, ''],
])('a command at %o was typed in %s', (place, teamId) => {
  const command = { user_id: 'U1', channel_id: 'C1', ...place };
  expect(requesterOfCommand(command, IN_ORGANISATION)).toEqual({ userId: 'U1', teamId, channelId: 'C1' });
});

test.each([
  [{ team_id: 'T7', authorizations: [{ team_id: 'T1' }] }, 'T1'],
  [{ team_id: 'E1' }, 'T1'],
  [{ team_id: 'T7', authorizations: [{ team_id: null }] }, 'T7'],
  [{ authorizations: [] }, ''],
])('an event of %o is about %s', (body, teamId) => {
  expect(teamOfEvent(body, IN_ORGANISATION)).toBe(teamId);
});
