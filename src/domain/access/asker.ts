/** Who asks, and where: every question carries one, because rights are decided where answers are made. */
export interface Asker {
  readonly userId: string;
  readonly teamId: string;
  /** The channel in which the question was typed; `null` in App Home and modals. */
  readonly channelId: string | null;
}
