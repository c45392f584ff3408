import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../../logger.ts';
import { createLogOnce } from '../web-api/log-once.ts';
import type { ReportFailure } from './failure-reporter.ts';

/**
 * Bolt's app with acknowledgements that Bolt lacks: for a payload without a listener (Slack would show an error after
 * three seconds), for a payload whose shape makes Bolt fail, and for a payload whose listener throws.
 */
export class AcknowledgingApp extends App {
  readonly #logOnce: ReturnType<typeof createLogOnce>;
  readonly #reportFailure: ReportFailure;
  readonly #failures = new WeakMap<object, Error>();

  constructor(
    options: AppOptions,
    { logger, reportFailure }: { readonly logger: Logger; readonly reportFailure: ReportFailure },
  ) {
    super({ ...options, extendedErrorHandler: true });
    this.#logOnce = createLogOnce(logger);
    this.#reportFailure = reportFailure;
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
      this.#logOnce({ type: kind }, 'payload acknowledged without effect: Bolt cannot process it');
    }
    const error = this.#failures.get(event.body);
    if (error !== undefined)
      return this.#reportFailure({ error, body: event.body, isAcknowledged, ack: event.ack });
    if (isAcknowledged) return;
    this.#logOnce({ type: kind }, 'payload acknowledged without effect: it has no listener');
    await event.ack(kind === 'block_suggestion' ? { options: [] } : undefined).catch(() => {
      this.#logOnce({}, 'payload not acknowledged: the socket is closed');
    });
  }
}

/** Bolt wraps the error of a listener in an error of its own. */
function thrownBy(error: Error): Error {
  return 'original' in error && error.original instanceof Error ? error.original : error;
}

/** The type of the payload, for the log; only short words are quoted. */
function kindOf(body: ReceiverEvent['body']): string {
  const type: unknown = body['command'] === undefined ? body['type'] : 'slash_command';
  return typeof type === 'string' && /^[a-z_]{1,40}$/.test(type) ? type : 'of no type';
}
