import type { types } from '@slack/bolt';
import type { Access } from '../../domain/access/access.ts';
import type { Person } from '../../domain/access/requester.ts';
import { type NamedQueue, suggestQueues } from '../../domain/commands/queue-command.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { type ErrorCode, failureCode, isStorageFailure } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { favouritesForm, favouritesLoadingView } from '../blocks/favourites-modal.ts';
import { FAVOURITES_MAX, type FavouriteChoice } from '../blocks/home-queues.ts';
import { queueOptions } from '../blocks/queue-words.ts';
import { unknownReply } from '../replies/fact-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';

/** Stores the queues that people choose. */
export interface Favourites {
  /**
   * Returns the queues in the order of choice; `null` if the person has never chosen.
   *
   * @throws {FloorwalkerError} storage-unavailable
   */
  of(person: Person): Promise<readonly QueueId[] | null>;
  /**
   * Replaces the chosen queues.
   *
   * @throws {FloorwalkerError} storage-unavailable, or storage-outcome-unknown if they may have been stored
   */
  choose(person: Person, queues: readonly QueueId[]): Promise<void>;
}

/** The queues that people choose for App Home, and the form to choose them. No method rejects. */
export interface MyQueues {
  choiceOf(person: Person): Promise<FavouriteChoice>;
  loading(): types.ModalView;
  form(access: Access): Promise<types.ModalView>;
  /** Returns at most a hundred queues that match the typed text; none if the person may not see the floor. */
  suggest(access: Access, typed: string): Promise<types.PlainTextOption[]>;
  /** `not-certain`: the choice was not stored, or the database did not tell whether it was; `code` says which. */
  save(person: Person, queues: readonly QueueId[]): Promise<SaveOutcome>;
}

export type SaveOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'not-certain'; readonly code: ErrorCode };

type StoreOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export function createMyQueues(options: {
  /** The key of the centre. */
  id: string;
  queries: Pick<QueryService, 'queues'>;
  favourites: Favourites;
  logger: Logger;
}): MyQueues {
  const { id, queries, favourites, logger } = options;

  async function choiceOf(person: Person): Promise<FavouriteChoice> {
    const chosen = await stored(() => favourites.of(person));
    return chosen.kind === 'done'
      ? { kind: 'known', chosen: chosen.value }
      : { kind: 'unavailable', code: chosen.code };
  }

  /** The available queues; empty, with the reason, if the person or the upstreams may not list them. */
  async function offered(access: Access): Promise<{ queues: readonly NamedQueue[]; whyNone: Sentence[] }> {
    if (access.kind === 'refused') return { queues: [], whyNone: refusalReply(access.refusal) };
    const answer = await queries.queues(access);
    return answer.kind === 'known'
      ? { queues: answer.value, whyNone: [] }
      : { queues: [], whyNone: unknownReply(answer, ['queueList'], null) };
  }

  async function stored<T>(use: () => Promise<T>): Promise<StoreOutcome<T>> {
    try {
      return { kind: 'done', value: await use() };
    } catch (error) {
      if (!isStorageFailure(error)) logger.error({ err: error }, 'chosen queues not read or stored');
      return { kind: 'failed', code: failureCode(error) };
    }
  }

  return {
    choiceOf,
    loading: favouritesLoadingView,
    async form(access) {
      const [choice, { queues, whyNone }] = await Promise.all([choiceOf(access.requester), offered(access)]);
      if (choice.kind === 'unavailable') return favouritesForm(id, null, whyNone);
      const byId = new Map(queues.map((queue) => [queue.id, queue]));
      const chosen = (choice.chosen ?? []).map((id) => byId.get(id) ?? { id, name: null });
      return favouritesForm(id, chosen, whyNone);
    },
    async suggest(access, typed) {
      const { queues } = await offered(access);
      return queueOptions(suggestQueues(typed, queues));
    },
    async save(person, queues) {
      const chosen = [...new Set(queues)].slice(0, FAVOURITES_MAX);
      const outcome = await stored(() => favourites.choose(person, chosen));
      return outcome.kind === 'done' ? { kind: 'saved' } : { kind: 'not-certain', code: outcome.code };
    },
  };
}
