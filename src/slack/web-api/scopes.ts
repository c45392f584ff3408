/** The bot token's scopes, as manifest.yml asks for them; without one of these something that people ask for fails. */
export const REQUIRED_SCOPES = [
  'commands',
  'chat:write',
  'im:write',
  'files:write',
  'channels:read',
  'groups:read',
  'team:read',
  'users:read',
  'usergroups:read',
] as const;

/** Scopes that may be left out when the app is installed. */
export const OPTIONAL_SCOPES = ['channels:history', 'groups:history', 'im:history'] as const;
