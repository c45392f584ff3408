import type { Requester } from '../../domain/access/requester.ts';

/** Where the bot is installed. Bolt's context carries it: `authorization` in `bolt-app.ts` puts it there. */
interface Installation {
  readonly teamId?: string | undefined;
  /** The Enterprise Grid organisation (`E…`) of the workspace; empty where it belongs to none. */
  readonly enterpriseId?: string | undefined;
}

/**
 * Where payloads say that something happened. `team` is `null` where Slack names the organisation alone; a modal that
 * was opened through a channel of another company names our workspace only as `app_installed_team_id`.
 */
interface InteractionPayload {
  readonly user: { readonly id: string };
  readonly team?: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
  readonly channel?: { readonly id: string };
  readonly view?: object;
}

/**
 * Who pressed or submitted something, and where. `user.team_id` is left alone: on Enterprise Grid it may be any
 * workspace of the organisation. Who somebody is, `users.info` says.
 */
export function requesterOf(body: InteractionPayload, at: Installation): Requester {
  const ids = [body.team?.id, body.enterprise?.id, installedTeamOf(body.view)];
  return { userId: body.user.id, teamId: teamAt(ids, at), channelId: body.channel?.id ?? null };
}

export function requesterOfCommand(
  command: {
    readonly user_id: string;
    readonly team_id?: string;
    readonly enterprise_id?: string;
    readonly channel_id: string;
  },
  at: Installation,
): Requester {
  const teamId = teamAt([command.team_id, command.enterprise_id], at);
  return { userId: command.user_id, teamId, channelId: command.channel_id };
}

/** Events name the workspace where something happened, and the installation that they are sent to. */
export interface EventPayload {
  readonly team_id?: string;
  readonly enterprise_id?: string;
  readonly authorizations?: readonly { readonly team_id?: string | null }[];
}

/** The workspace that an event is about: ours, or an id that is not ours. */
export function teamOfEvent(body: EventPayload, at: Installation): string {
  const authorized = body.authorizations?.map(({ team_id }) => team_id) ?? [];
  return teamAt([body.team_id, body.enterprise_id, ...authorized], at);
}

/**
 * Our workspace's id where one of `ids` is our workspace or its organisation; else the first id that there is. A payload
 * that names no place happened in none: the id is empty, and no right is given for it.
 */
function teamAt(ids: readonly (string | null | undefined)[], { teamId, enterpriseId }: Installation): string {
  const named = ids.filter((id) => typeof id === 'string' && id !== '');
  const isOurs = named.some((id) => id === teamId || id === enterpriseId);
  return (isOurs ? teamId : named[0]) ?? '';
}

function installedTeamOf(view: object | undefined): string | undefined {
  const id: unknown =
    view !== undefined && 'app_installed_team_id' in view ? view.app_installed_team_id : null;
  return typeof id === 'string' ? id : undefined;
}
