import type { Requester } from '../../domain/access/requester.ts';

/** The installation of the bot, from Bolt's context: `authorization` in `bolt-app.ts` puts it there. */
interface Installation {
  readonly teamId?: string | undefined;
  /** Id of the workspace's Enterprise Grid organisation (`E…`); empty if it has none. */
  readonly enterpriseId?: string | undefined;
}

/**
 * The place of an interaction. `team` is `null` if Slack names the organisation only. A modal that was opened through a
 * channel of another company names our workspace only in `app_installed_team_id`.
 */
interface InteractionPayload {
  readonly user: { readonly id: string };
  readonly team?: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
  readonly channel?: { readonly id: string };
  readonly view?: object;
}

/**
 * Reads the requester of an interaction. `user.team_id` is not used, because on Enterprise Grid it may be any workspace
 * of the organisation; `users.info` has the person's workspace.
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

/** Events name their workspace and the installation to which they are sent. */
export interface EventPayload {
  readonly team_id?: string;
  readonly enterprise_id?: string;
  readonly authorizations?: readonly { readonly team_id?: string | null }[];
}

/** Returns the workspace of an event: ours, or an id that is not ours. */
export function teamOfEvent(body: EventPayload, at: Installation): string {
  const authorized = body.authorizations?.map(({ team_id }) => team_id) ?? [];
  return teamAt([body.team_id, body.enterprise_id, ...authorized], at);
}

/**
 * Returns our workspace's id if one of the ids is our workspace or its organisation, otherwise the first id. A payload
 * without a place gets an empty id, which grants no right.
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
