/** The required scopes of the bot token, as in manifest.yml; without one of them some answers fail. */
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

/** Scopes that may be left out at the installation. */
export const OPTIONAL_SCOPES = ['channels:history', 'groups:history', 'im:history'] as const;
