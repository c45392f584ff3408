/** A person of a workspace, by Slack's ids. */
export interface Person {
  readonly teamId: string;
  readonly userId: string;
}

/** The person who asks, and where. */
export interface Requester extends Person {
  /** The channel in which the question was typed; `null` in App Home and modals. */
  readonly channelId: string | null;
}
