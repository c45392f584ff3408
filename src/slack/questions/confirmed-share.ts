import { z } from 'zod';
import type { ButtonValue } from './button-value.ts';
import { READERS } from './subscription-value.ts';

/** The readers that the sharer was shown, and the query whose answer is shared. */
export type ConfirmedShare<Q> = [readers: string[], question: Q];

/** The value of the button that confirms the readers of a channel: the readers, then the words of the query. */
export function confirmedShare<Q>(question: ButtonValue<Q>): ButtonValue<ConfirmedShare<Q>> {
  return z
    .codec(z.array(z.string()), z.tuple([z.string(), z.array(z.string())]), {
      decode: ([readers = '', ...words]): [string, string[]] => [readers, words],
      encode: ([readers, words]) => [readers, ...words],
    })
    .pipe(z.tuple([READERS, question]));
}
