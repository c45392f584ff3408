import type { Requester } from '../../domain/access/requester.ts';
import { type ButtonValue, readValue } from '../questions/button-value.ts';
import type { SlackCentre } from './slack-centre.ts';

/** The configured centres, of which each request is about one. */
export interface Centres {
  /** Applies a change of the workspace to every centre. */
  each(apply: (centre: SlackCentre) => Promise<unknown>): Promise<void>;
  /** The centre of a request that names none: a command, a shortcut, or App Home when it is opened. */
  of(requester: Requester): SlackCentre;
  /**
   * The centre that the value of a button, menu or form begins with, and the rest of the value; `undefined` for an old
   * or forged value, or a centre that is not configured.
   */
  named<T>(
    schema: ButtonValue<T>,
    text: string,
  ): { readonly centre: SlackCentre; readonly value: T } | undefined;
}

export function createCentres(all: readonly [SlackCentre, ...SlackCentre[]]): Centres {
  const byId = new Map(all.map((centre) => [centre.id, centre]));
  return {
    async each(apply) {
      await Promise.all(all.map(apply));
    },
    of: () => all[0],
    named(schema, text) {
      const read = readValue(schema, text);
      const centre = read && byId.get(read.centre);
      return read && centre && { centre, value: read.value };
    },
  };
}
