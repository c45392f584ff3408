import type { Receiver } from '@slack/bolt';

/** The receiver of Slack's requests: an HTTP port, or a socket that the bot opens. */
export interface SlackReceiver extends Receiver {
  /** Prepares the receiver without accepting requests. In HTTP mode the health routes answer from here on. */
  open(): Promise<void>;
  /**
   * Accepts requests; resolves as soon as it can.
   *
   * @throws {FloorwalkerError} config-invalid if it never can
   */
  start(): Promise<void>;
  /** Accepts no new requests; accepted ones may still be answered. */
  stopAccepting(): Promise<void>;
  stop(): Promise<void>;
  isConnected(): boolean;
  /** Slack's code for refusing the socket; `null` if it has not refused it. */
  refusal(): string | null;
  /** The port, if one is open; otherwise `null`. */
  port(): number | null;
}
