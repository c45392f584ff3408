import type { WorkspaceClock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { EventLog } from './events.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files.ts';
import type { Ids } from './ids.ts';
import type { Manifest } from './manifest.ts';
import type { Messages } from './messages.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';

/** The installed app as the workspace knows it. */
export interface InstalledApp {
  id: string;
  name: string;
  botId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  scopes: readonly string[];
  /** The legacy verification token, which is part of every payload. */
  verificationToken: string;
  /** The error of every call after the token was revoked or the account deactivated. */
  revoked?: 'token_revoked' | 'account_inactive';
}

/** The workspace's parts, for functions that use several of them. */
export interface Context {
  clock: WorkspaceClock;
  ids: Ids;
  manifest: Manifest;
  app: InstalledApp;
  directory: Directory;
  events: EventLog;
  messages: Messages;
  views: Views;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  files: Files;
  faults: Faults;
  /** Returns the workspace's address, without a slash at the end. */
  origin: () => string;
}
