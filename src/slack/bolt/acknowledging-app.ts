import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../../logger.ts';
import { createLogOnce } from '../web-api/log-once.ts';
import type { TellFailure } from './failure-teller.ts';

/**
 * Bolt's app, but for what Bolt leaves unanswered: a payload that no listener takes (Slack waits three seconds for it,
 * then shows an error), one of a shape on which Bolt itself fails, and one whose listener throws. All are acknowledged.
 */
export class AcknowledgingApp extends App {
  readonly #logOnce: (text: string) => void;
  readonly #tellFailure: TellFailure;
  /** By body, what its listener threw. */
  readonly #failures = new WeakMap<object, Error>();

  constructor(
    options: AppOptions,
    { logger, tellFailure }: { readonly logger: Logger; readonly tellFailure: TellFailure },
  ) {
    super({ ...options, extendedErrorHandler: true });
    this.#logOnce = createLogOnce(logger);
    this.#tellFailure = tellFailure;
    this.error(async ({ error, body }: { error: Error; body: object }) => {
      this.#failures.set(body, thrownBy(error));
    });
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    let isAcknowledged = false;
    const ack: ReceiverEvent['ack'] = async (response) => {
      isAcknowledged = true;
      await event.ack(response);
    };
    const kind = kindOf(event.body);
    try {
      await super.processEvent({ ...event, ack });
    } catch {
      this.#logOnce(`Bolt cannot take a payload of Slack (${kind}): it is acknowledged and has no effect`);
    }
    const error = this.#failures.get(event.body);
    if (error !== undefined)
      return this.#tellFailure({ error, body: event.body, isAcknowledged, ack: event.ack });
    if (isAcknowledged) return;
    this.#logOnce(`no listener takes a payload of Slack (${kind}): it is acknowledged and has no effect`);
    await event.ack(kind === 'block_suggestion' ? { options: [] } : undefined).catch(() => {
      this.#logOnce('a payload of Slack could not be acknowledged: the socket is closed');
    });
  }
}

/** Bolt puts what a listener threw into an error of its own. */
function thrownBy(error: Error): Error {
  return 'original' in error && error.original instanceof Error ? error.original : error;
}

/** The payload's type, where it is one of Slack's short words. */
function kindOf(body: ReceiverEvent['body']): string {
  const type: unknown = body['command'] === undefined ? body['type'] : 'slash_command';
  return typeof type === 'string' && /^[a-z_]{1,40}$/.test(type) ? type : 'of no type';
}
