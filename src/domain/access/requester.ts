/** A person of a workspace, by Slack's ids. */
export interface Person {
  readonly teamId: string;
  readonly userId: string;
}

/** The person who sent a request, and the channel. */
export interface Requester extends Person {
  /** Id of the channel of the request; `null` on App Home and in modals. */
  readonly channelId: string | null;
}
