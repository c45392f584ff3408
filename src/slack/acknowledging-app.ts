import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../logger.ts';
import { createLogOnce } from './log-once.ts';

/**
 * Bolt's app, but for what Bolt leaves unanswered: a payload that no listener takes (Slack waits three seconds for it,
 * then shows an error), and one of a shape on which Bolt itself fails. Both are acknowledged at once.
 */
export class AcknowledgingApp extends App {
  readonly #logOnce: (text: string) => void;
  /** Bodies whose listener failed. */
  readonly #failed = new WeakSet<object>();

  constructor(options: AppOptions, logger: Logger) {
    super(options);
    this.#logOnce = createLogOnce(logger);
  }

  /** A form whose listener failed stays open, with Slack's own error: an acknowledgement would close it. */
  noteFailure(body: object): void {
    this.#failed.add(body);
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
    if (isAcknowledged || (kind === 'view_submission' && this.#failed.has(event.body))) return;
    this.#logOnce(`no listener takes a payload of Slack (${kind}): it is acknowledged and has no effect`);
    await event.ack(kind === 'block_suggestion' ? { options: [] } : undefined).catch(() => {
      this.#logOnce('a payload of Slack could not be acknowledged: the socket is closed');
    });
  }
}

/** The payload's type, where it is one of Slack's short words. */
function kindOf(body: ReceiverEvent['body']): string {
  const type: unknown = body['command'] === undefined ? body['type'] : 'slash_command';
  return typeof type === 'string' && /^[a-z_]{1,40}$/.test(type) ? type : 'of no type';
}
