import {
  type CalendarExclusion,
  type Occurrence,
  occurrenceFrom,
} from '../../../src/domain/calendar/schedule.ts';
import type { Delivery } from '../../../src/summaries/deliveries/delivery.ts';
import type {
  DeliveryRenderers,
  OutgoingPost,
  PostedSearchOutcome,
  Poster,
  PostOutcome,
  RenderContext,
} from '../../../src/summaries/deliveries/ports.ts';
import { reportedDay } from '../../../src/summaries/reports/day-report.ts';

export interface PlainMessage {
  readonly text: string;
}

export interface Posted {
  readonly to: string;
  readonly text: string;
}

/** The outcome of a post, or one that hides whether the message is in the channel. */
export type Script = PostOutcome | 'sent' | 'lost' | 'accepted, then silence';

export type ScriptedSlack = ReturnType<typeof createScriptedSlack>;

/** Creates a Slack in memory: it accepts every post by default, and shows the messages in its channels. */
export function createScriptedSlack() {
  const messages: (Posted & { key: string })[] = [];
  const scripts: Script[] = [];
  let reading: PostedSearchOutcome | null = null;
  let meanwhile: (() => Promise<void>) | null = null;

  const poster: Poster<PlainMessage> = {
    async post(post: OutgoingPost<PlainMessage>): Promise<PostOutcome> {
      const script = scripts.shift() ?? 'sent';
      const messageId = typeof script === 'object' || script === 'lost' ? null : accept(post);
      const happens = meanwhile;
      meanwhile = null;
      await happens?.();
      if (typeof script === 'object') return script;
      return script === 'sent' && messageId !== null ? { kind: 'sent', messageId } : { kind: 'unknown' };
    },
    findPosted({ to, key }): Promise<PostedSearchOutcome> {
      if (reading !== null) return Promise.resolve(reading);
      const index = messages.findIndex((message) => message.to === to && message.key === key);
      return Promise.resolve(index === -1 ? { kind: 'absent' } : { kind: 'found', messageId: String(index) });
    },
    time: () => null,
  };

  return {
    poster,
    /** The visible messages, in order. */
    messages: (): Posted[] => messages.map(({ to, text }) => ({ to, text })),
    /** The number of messages with this key. */
    copies: (key: string): number => messages.filter((message) => message.key === key).length,
    /** Sets the outcomes of the next posts, one each. */
    answer: (...next: Script[]) => void scripts.push(...next),
    /** Sets a function that runs before Slack's reply to the next post, whether the message arrived or not. */
    whilePosting: (happens: () => Promise<void>) => {
      meanwhile = happens;
    },
    /** Ends all faults. */
    heal: () => {
      scripts.length = 0;
      reading = null;
    },
    /** Sets the result of searches in a channel; `null`: the real one. */
    look: (outcome: PostedSearchOutcome | null) => {
      reading = outcome;
    },
  };

  function accept({ to, key, message }: OutgoingPost<PlainMessage>): string {
    messages.push({ to, key, text: message.text });
    return String(messages.length - 1);
  }
}

/** Creates renderers whose messages consist of their input. */
export function createPlainRenderers(isExcluded: CalendarExclusion) {
  const requests: { readonly occurrence: Occurrence | null; readonly reportDate: string | null }[] = [];
  const failures: Error[] = [];
  let meanwhile: (() => Promise<unknown>) | null = null;
  const renderers: DeliveryRenderers<PlainMessage> = {
    scheduled: summary,
    requested: summary,
    notification({ payload }) {
      const about =
        payload.kind === 'paused' ? payload.reason : payload.kind === 'missed' ? payload.count : payload.key;
      return Promise.resolve({ text: `${payload.kind}: ${about}` });
    },
  };
  return {
    renderers,
    requests,
    fail: (...next: Error[]) => void failures.push(...next),
    /** Sets a function that runs while the next summary is rendered. */
    whileRendering: (happens: () => Promise<unknown>) => {
      meanwhile = happens;
    },
  };

  async function summary({ key }: Delivery, { subscription: { schedule }, lateMs }: RenderContext) {
    const happens = meanwhile;
    meanwhile = null;
    await happens?.();
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    const occurrence = occurrenceFrom(key) ?? null;
    requests.push({ occurrence, reportDate: occurrence && reportedDay(schedule, occurrence, isExcluded) });
    const late = lateMs === null ? '' : ` late ${lateMs / 60_000} min`;
    return { text: `${occurrence?.date ?? 'now'}${late}` };
  }
}
