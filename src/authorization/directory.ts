/**
 * What Slack knows of the people who ask.
 *
 * @throws {FloorwalkerError} `slack-unreachable` or `slack-rejected` where Slack does not say
 */
export interface Directory {
  membership(userId: string): Promise<Membership>;
  /** Members of a user group (`S…`); empty for a group that does not exist. */
  groupMembers(groupId: string): Promise<ReadonlySet<string>>;
  /** The workspace that the bot is installed in. */
  readonly teamId: string;
  /** Whether Slack gives the app no right to ask. Waiting does not help then: a person has to install the app again. */
  lacks(scope: DirectoryScope): boolean;
}

/** The scopes for asking who a person is, and who is in a user group. */
export type DirectoryScope = 'users:read' | 'usergroups:read';

/** `stranger`: from another workspace, a bot, or deactivated. */
export type Membership = 'full-member' | 'guest' | 'stranger';
