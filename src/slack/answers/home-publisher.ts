import type { types, webApi } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import type { Asker } from '../../domain/access/asker.ts';
import type { ConnectionHealth } from '../../domain/floor/connection-health.ts';
import type { Logger } from '../../logger.ts';
import type { QueryService } from '../../queries/query-service.ts';
import { createTimeWriter } from '../block-kit/time-text.ts';
import { brokenHomeView, homeViews } from '../blocks/home.ts';
import { isRefusalOfContent } from '../web-api/post-outcome.ts';
import { callSlack, refusalCode, slackError } from '../web-api/slack-errors.ts';
import type { MyQueues } from './my-queues.ts';
import type { SummaryAnswers } from './summary-answers.ts';

/** Writes one person's App Home. Never throws. */
export interface HomePublisher {
  /** @param hash of the page that is replaced: where another publish came first, that one stays */
  publish(client: webApi.WebClient, asker: Asker, hash: string | undefined): Promise<void>;
}

export function createHomePublisher(options: {
  queries: Pick<QueryService, 'floorView'>;
  myQueues: Pick<MyQueues, 'choiceOf'>;
  summaries: Pick<SummaryAnswers, 'homeParts'>;
  connections: () => readonly ConnectionHealth[];
  clock: Clock;
  timeZone: string;
  logger: Logger;
}): HomePublisher {
  const { queries, myQueues, summaries, connections, clock, timeZone, logger } = options;

  /** The page, and what to show where Slack refuses it, the plainest last. */
  async function viewsFor(asker: Asker): Promise<types.HomeView[]> {
    try {
      const [floor, favourites, subscriptions] = await Promise.all([
        queries.floorView(asker),
        myQueues.choiceOf(asker),
        summaries.homeParts(asker),
      ]);
      const now = clock.now();
      const time = createTimeWriter({ timeZone, now });
      const home = homeViews({ floor, favourites, subscriptions, connections: connections(), now, time });
      return [home.page, home.fallback, brokenHomeView()];
    } catch (error) {
      logger.error(
        { error: error instanceof Error ? error.name : 'unknown' },
        'App Home could not be put together',
      );
      return [brokenHomeView()];
    }
  }

  /** Whether Slack refuses what the page holds, so that a page of plain text may do. */
  async function isRefused(client: webApi.WebClient, page: webApi.ViewsPublishArguments): Promise<boolean> {
    try {
      await callSlack(() => client.views.publish(page));
      return false;
    } catch (error) {
      const refusal = refusalCode(error) ?? '';
      if (refusal === 'hash_conflict') return false;
      const { code, message } = slackError(error);
      logger.warn({ code }, `App Home was not published: ${message}`);
      return isRefusalOfContent(refusal);
    }
  }

  return {
    async publish(client, asker, hash) {
      const about = { user_id: asker.userId, ...(hash === undefined ? {} : { hash }) };
      for (const view of await viewsFor(asker)) if (!(await isRefused(client, { ...about, view }))) return;
    },
  };
}
