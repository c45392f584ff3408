import type { Receiver } from '@slack/bolt';

/** Where Slack's requests come in: a port, or a socket that we open. */
export interface Entrance extends Receiver {
  /** Prepares, and takes nothing yet: in HTTP mode the health routes answer from here on. */
  open(): Promise<void>;
  /**
   * Takes requests; resolves once it can.
   * @throws {FloorwalkerError} `config-invalid` where it never will
   */
  start(): Promise<void>;
  /** Takes no more; what has been taken may still answer. */
  stopTaking(): Promise<void>;
  /** Lets go of everything. */
  stop(): Promise<void>;
  isConnected(): boolean;
  /** Slack's word for why it lets us open no socket; `null` where it has said nothing of the kind. */
  refusal(): string | null;
  /** What is listened on, where something is. */
  port(): number | null;
}
