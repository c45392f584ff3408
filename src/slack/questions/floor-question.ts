import { z } from 'zod';
import type { QueueView } from '../../domain/commands/queue-command.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { NUMBER } from './button-value.ts';

/** A query about the floor. Pages count from 0. */
export type FloorQuestion =
  | { readonly kind: 'floor' }
  | { readonly kind: 'queues'; readonly page: number }
  | { readonly kind: 'queue'; readonly id: QueueId; readonly view: QueueView };

const words = z.union([
  z.tuple([z.literal('floor')]),
  z.tuple([z.literal('queues'), NUMBER]),
  z.tuple([z.literal('queue'), NUMBER, z.enum(['status', 'agents'])]),
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
    }
  },
});
