import type { JsonObject } from '../json.ts';

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** A payload for the app, independent of the transport. */
export interface Delivery {
  kind: DeliveryKind;
  body: JsonObject;
  retry?: { num: number; reason: string };
}

/**
 * The errors of Slack's client for a failed act. `operation_timeout`: no acknowledgement in time; `dispatch_failed`:
 * the app was not reachable; the two `http_` errors: the app answered 4xx or 5xx.
 */
export type DeliveryError =
  | 'operation_timeout'
  | 'dispatch_failed'
  | 'http_client_error'
  | 'http_service_error';

/** The result of one delivery. */
export interface Acknowledgement {
  acked: boolean;
  ackMs: number;
  httpStatus?: number;
  /** The body of the acknowledgement: parsed JSON, or text; absent for an empty body. */
  ackBody?: unknown;
  error?: DeliveryError;
  /** Whether the app asked with a header not to send this event again. */
  noRetry?: boolean;
}

/** The result of a person's act. */
export interface DeliveryReport extends Omit<Acknowledgement, 'error'> {
  /** The event log's `seq` before the act; `next` takes it as `since`. */
  seq: number;
  /** Whether the act was sent to the app: an event without a subscription is not. */
  sent: boolean;
  /**
   * Besides the errors of deliveries: `unknown_command` (not in the manifest), `invalid_command_response`,
   * `invalid_view_response` (the app's acknowledgement breaks a rule), `required_fields` (Slack's client would not send
   * the form).
   */
  error?:
    | DeliveryError
    | 'unknown_command'
    | 'invalid_command_response'
    | 'invalid_view_response'
    | 'required_fields';
  /** Field errors by block id, from `response_action: errors` or from the client's checks of the form. */
  errors?: Record<string, string>;
  /** The problems of a rejected acknowledgement. */
  problems?: string[];
}

/** Delivers a payload, on behalf of a person if one acted. */
export type Deliver = (
  delivery: Delivery,
  user?: string,
  /** Called before the event log records the end of the delivery. */
  beforeAnnounced?: (ack: Acknowledgement) => void,
) => Promise<Acknowledgement>;

export interface Transport {
  deliver(delivery: Delivery, withinMs: number): Promise<Acknowledgement>;
}
