import type { Context } from '../context.ts';
import type { Enterprise, Person } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { type Answer, type Arguments, accept, type Methods, page, refuse } from './method.ts';

export const peopleMethods: Methods = {
  'users.info': { scopes: ['users:read'], run: userInfo },
  'users.list': { scopes: ['users:read'], run: userList },
  'usergroups.list': { scopes: ['usergroups:read'], run: groupList },
  'usergroups.users.list': { scopes: ['usergroups:read'], run: groupMembers },
};

function userInfo(args: Arguments, context: Context): Answer {
  const person = context.directory.people.get(args.text('user') ?? '');
  if (person === undefined) return refuse('user_not_found');
  return accept({ user: userShape(person, context, args.flag('include_locale')) });
}

function userList(args: Arguments, context: Context): Answer {
  const { items, nextCursor } = page([...context.directory.people.values()], args, 1000);
  return accept({
    members: items.map((person) => userShape(person, context, args.flag('include_locale'))),
    cache_ts: Math.floor(context.clock.now() / 1000),
    response_metadata: { next_cursor: nextCursor },
  });
}

function groupList(args: Arguments, { directory }: Context): Answer {
  const withUsers = args.flag('include_users');
  const groups = [...directory.groups.values()].map(({ id, handle, users }) => ({
    id,
    team_id: directory.team.id,
    is_usergroup: true,
    name: handle,
    handle,
    description: '',
    is_external: false,
    date_delete: 0,
    user_count: users.length,
    ...(withUsers && { users }),
  }));
  return accept({ usergroups: groups });
}

function groupMembers(args: Arguments, { directory }: Context): Answer {
  const group = directory.groups.get(args.text('usergroup') ?? '');
  return group === undefined ? refuse('no_such_subteam') : accept({ users: group.users });
}

function userShape(person: Person, { clock, directory }: Context, withLocale: boolean): JsonObject {
  const { id, name, realName, tz, teamId } = person;
  return {
    id,
    ...(teamId !== null && { team_id: teamId }),
    name,
    deleted: person.deleted,
    real_name: realName,
    tz,
    tz_label: tz,
    tz_offset: zoneOffsetSeconds(tz, clock.now()),
    profile: {
      real_name: realName,
      real_name_normalized: realName,
      display_name: name,
      display_name_normalized: name,
      team: teamId ?? directory.team.id,
    },
    is_admin: person.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isRestricted || person.isUltraRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    is_bot: person.isBot,
    is_app_user: false,
    ...(person.isStranger && { is_stranger: true }),
    ...(directory.enterprise &&
      person.teams && { enterprise_user: enterpriseUser(person, directory.enterprise) }),
    updated: 0,
    ...(withLocale && { locale: 'en-GB' }),
  };
}

/** The `enterprise_user` of a person of an organisation, with the workspaces of the person. */
function enterpriseUser({ id, teams = [] }: Person, enterprise: Enterprise): JsonObject {
  return {
    id,
    enterprise_id: enterprise.id,
    enterprise_name: enterprise.name,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    teams,
  };
}

function zoneOffsetSeconds(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(text);
  if (match === null) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -seconds : seconds;
}
