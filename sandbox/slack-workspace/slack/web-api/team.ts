import type { Context } from '../context.ts';
import { type Answer, type Arguments, accept, type Methods, refuse } from './method.ts';

export const teamMethods: Methods = {
  'auth.test': { scopes: [], run: authTest },
  'team.info': { scopes: ['team:read'], run: teamInfo },
  'bots.info': { scopes: ['users:read'], run: botInfo },
  'api.test': { scopes: [], run: () => accept() },
};

function authTest(_args: Arguments, { app, directory }: Context): Answer {
  return accept({
    url: `https://${directory.team.domain}.slack.com/`,
    team: directory.team.name,
    user: directory.people.get(app.botUserId)?.name ?? app.name,
    team_id: directory.team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    ...(directory.enterprise && { enterprise_id: directory.enterprise.id }),
    is_enterprise_install: false,
  });
}

/** Returns a workspace: this one, or another (`T…`) or an organisation (`E…`) that shares a channel with it. */
function teamInfo(args: Arguments, { directory }: Context): Answer {
  const { team, otherTeams, enterprise } = directory;
  const wanted = args.text('team') ?? team.id;
  const found = [team, ...otherTeams.values(), ...(enterprise === null ? [] : [enterprise])].find(
    ({ id }) => id === wanted,
  );
  if (found === undefined) return refuse('team_not_found');
  const { id, name, domain } = found;
  const owner = 'enterpriseId' in found ? { enterprise_id: found.enterpriseId } : {};
  return accept({ team: { id, name, domain, email_domain: '', icon: {}, ...owner } });
}

function botInfo(args: Arguments, { app }: Context): Answer {
  if (args.text('bot') !== app.botId) return refuse('bot_not_found');
  const { botId: id, botUserId: user_id, id: app_id, name } = app;
  return accept({ bot: { id, deleted: false, name, updated: 0, app_id, user_id, icons: {} } });
}
