import { z } from 'zod';
import type { QueueView } from '../../domain/commands/queue-command.ts';
import { LISTED_STATES, type ListedState } from '../../domain/commands/state-verbs.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { listOf, NUMBER, orNone } from './button-value.ts';

/** A query about the floor. Pages count from 0. */
export type FloorQuestion =
  | { readonly kind: 'floor' }
  | { readonly kind: 'queues'; readonly page: number }
  | { readonly kind: 'queue'; readonly id: QueueId; readonly view: QueueView }
  | StateQuestion;

/** Asks for the agents in a state, of the whole floor if `queues` is empty; those longer in it than the limit are marked. */
export interface StateQuestion {
  readonly kind: 'agents-in-state';
  readonly state: ListedState;
  readonly limitMinutes: number | null;
  readonly queues: readonly QueueId[];
}

const words = z.union([
  z.tuple([z.literal('floor')]),
  z.tuple([z.literal('queues'), NUMBER]),
  z.tuple([z.literal('queue'), NUMBER, z.enum(['status', 'agents'])]),
  z.tuple([z.literal('state'), z.enum(LISTED_STATES), orNone(NUMBER), listOf(NUMBER)]),
]);

export const FLOOR_QUESTION = z.codec(words, z.custom<FloorQuestion>(), {
  decode: (words): FloorQuestion => {
    switch (words[0]) {
      case 'floor':
        return { kind: 'floor' };
      case 'queues':
        return { kind: 'queues', page: words[1] };
      case 'queue':
        return { kind: 'queue', id: words[1], view: words[2] };
      case 'state':
        return { kind: 'agents-in-state', state: words[1], limitMinutes: words[2], queues: words[3] };
    }
  },
  encode: (question): z.infer<typeof words> => {
    switch (question.kind) {
      case 'floor':
        return ['floor'];
      case 'queues':
        return ['queues', question.page];
      case 'queue':
        return ['queue', question.id, question.view];
      case 'agents-in-state':
        return ['state', question.state, question.limitMinutes, [...question.queues]];
    }
  },
});
