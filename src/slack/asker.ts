import type { Asker } from '../domain/asker.ts';

/** Where people's payloads name the workspace that they belong to, and the one that they are in. */
interface PersonPayload {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly team?: { readonly id: string } | null;
  readonly channel?: { readonly id: string };
}

/** In a channel shared between workspaces the person's own counts, not the channel's. */
export function askerOf(body: PersonPayload): Asker {
  return {
    userId: body.user.id,
    teamId: body.user.team_id ?? body.team?.id ?? '',
    channelId: body.channel?.id ?? null,
  };
}

export function askerOfCommand(command: { user_id: string; team_id: string; channel_id: string }): Asker {
  return { userId: command.user_id, teamId: command.team_id, channelId: command.channel_id };
}
