import type { JsonObject } from '../json.ts';

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** One payload on its way to the app, whichever transport takes it there. */
export interface Delivery {
  kind: DeliveryKind;
  body: JsonObject;
  retry?: { num: number; reason: string };
}

/**
 * Why Slack would call an act failed. `operation_timeout`: no acknowledgement in time;
 * `dispatch_failed`: the app could not be reached; the two `http_` ones: it answered 4xx or 5xx.
 */
export type DeliveryError =
  | 'operation_timeout'
  | 'dispatch_failed'
  | 'http_client_error'
  | 'http_service_error';

/** What a transport learned about one delivery. */
export interface Acknowledgement {
  acked: boolean;
  ackMs: number;
  httpStatus?: number;
  /** Parsed JSON, else the text; absent where the app sent nothing. */
  ackBody?: unknown;
  error?: DeliveryError;
  /** The app asked, by header, not to be sent this event again. */
  noRetry?: boolean;
}

/** What a person's act came to. */
export interface DeliveryReport extends Omit<Acknowledgement, 'error'> {
  /** The event log's `seq` when the act began: pass it to `next` as `since`. */
  seq: number;
  /** Whether the act meant anything to the app: an unsubscribed event is not sent. */
  sent: boolean;
  /**
   * Besides delivery errors: `unknown_command` (not in the manifest), `invalid_command_response`, `invalid_view_response` (the app's
   * acknowledgement breaks a rule), `required_fields` (Slack's client would not send the form).
   */
  error?:
    | DeliveryError
    | 'unknown_command'
    | 'invalid_command_response'
    | 'invalid_view_response'
    | 'required_fields';
  /** Field errors by block id: from `response_action: errors`, or from the form itself. */
  errors?: Record<string, string>;
  /** What a refused acknowledgement broke. */
  problems?: string[];
}

/** Hands a payload over, on behalf of a person where one acted. */
export type Deliver = (
  delivery: Delivery,
  user?: string,
  /** Runs before the event log says that the delivery ended. */
  beforeAnnounced?: (ack: Acknowledgement) => void,
) => Promise<Acknowledgement>;

export interface Transport {
  deliver(delivery: Delivery, withinMs: number): Promise<Acknowledgement>;
}
