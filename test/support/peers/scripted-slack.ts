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
import { reportedDay } from '../../../src/summaries/reports/reported-day.ts';

export interface Posted {
  readonly to: string;
  readonly text: string;
}

/** What a post comes to: an outcome, or one that hides whether the message is in the channel. */
export type Script = PostOutcome | 'sent' | 'lost' | 'accepted, then silence';

export type ScriptedSlack = ReturnType<typeof createScriptedSlack>;

/** Slack in memory: takes every post unless told otherwise, and shows what is in its channels. */
export function createScriptedSlack() {
  const messages: (Posted & { key: string })[] = [];
  const scripts: Script[] = [];
  let reading: PostedSearchOutcome | null = null;
  let meanwhile: (() => Promise<void>) | null = null;

  const poster: Poster = {
    async post(post: OutgoingPost): Promise<PostOutcome> {
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
    /** What people see, in order. */
    messages: (): Posted[] => messages.map(({ to, text }) => ({ to, text })),
    /** By key: how many messages carry it. */
    copies: (key: string): number => messages.filter((message) => message.key === key).length,
    /** For the next posts, one each. */
    answer: (...next: Script[]) => void scripts.push(...next),
    /** What happens between the next post, arrived or not, and Slack's answer. */
    whilePosting: (happens: () => Promise<void>) => {
      meanwhile = happens;
    },
    /** All is well from now on. */
    heal: () => {
      scripts.length = 0;
      reading = null;
    },
    /** What looking into a channel comes to from now on; `null`: what is there. */
    look: (outcome: PostedSearchOutcome | null) => {
      reading = outcome;
    },
  };

  function accept({ to, key, message }: OutgoingPost): string {
    messages.push({ to, key, text: message.text });
    return String(messages.length - 1);
  }
}

/** Messages that say what they were made of. */
export function createPlainRenderers(isExcluded: CalendarExclusion) {
  const requests: { readonly occurrence: Occurrence | null; readonly reportDate: string | null }[] = [];
  const failures: Error[] = [];
  let meanwhile: (() => Promise<unknown>) | null = null;
  const renderers: DeliveryRenderers = {
    scheduled: summary,
    requested: summary,
    notification({ payload }) {
      const about =
        payload.kind === 'paused' ? payload.reason : payload.kind === 'missed' ? payload.count : payload.key;
      return Promise.resolve({ text: `${payload.kind}: ${about}`, blocks: [] });
    },
  };
  return {
    renderers,
    requests,
    fail: (...next: Error[]) => void failures.push(...next),
    /** What happens while the next summary is rendered. */
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
    return { text: `${occurrence?.date ?? 'now'}${late}`, blocks: [{ type: 'divider' }] };
  }
}
