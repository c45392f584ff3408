import type { types, webApi } from '@slack/bolt';
import type { Access } from '../../domain/access/access.ts';
import type { ConnectionHealth } from '../../domain/floor/connection-health.ts';
import type { Logger } from '../../logger.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { SubscriptionService } from '../../summaries/management/subscription-service.ts';
import type { AnswerContext } from '../blocks/answer-context.ts';
import { brokenHomeView, type FloorSection, homeViews } from '../blocks/home.ts';
import type { HelpForm } from '../replies/help-replies.ts';
import { isRefusalOfContent } from '../web-api/post-outcome.ts';
import { callSlack, refusalCode, slackError } from '../web-api/slack-errors.ts';
import type { MyQueues } from './my-queues.ts';
import { subscriptionPartsFor } from './subscription-answers.ts';

/** Publishes a person's App Home. Never rejects. */
export interface HomePublisher {
  /** @param hash identifies the page to replace; Slack rejects the publish if the page has changed meanwhile */
  publish(client: webApi.WebClient, access: Access, hash: string | undefined): Promise<void>;
}

export function createHomePublisher(options: {
  /** The key of the centre. */
  id: string;
  queries: Pick<QueryService, 'floorView'>;
  myQueues: Pick<MyQueues, 'choiceOf'>;
  subscriptions: Pick<SubscriptionService, 'list'>;
  connections: () => readonly ConnectionHealth[];
  help: readonly HelpForm[];
  answerContext: () => AnswerContext;
  logger: Logger;
}): HomePublisher {
  const { id, queries, myQueues, subscriptions, connections, help, answerContext, logger } = options;

  /** The page and its fallback forms, the simplest form last. */
  async function viewsFor(access: Access): Promise<types.HomeView[]> {
    try {
      const [floor, favourites, listed] = await Promise.all([
        floorSection(access),
        myQueues.choiceOf(access.requester),
        subscriptions.list(access),
      ]);
      const context = answerContext();
      const home = homeViews({
        floor,
        favourites,
        subscriptions: subscriptionPartsFor(listed, context),
        connections: connections(),
        help,
        ...context,
      });
      return [home.page, home.fallback, brokenHomeView(id)];
    } catch (error) {
      logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'App Home not rendered');
      return [brokenHomeView(id)];
    }
  }

  async function floorSection(access: Access): Promise<FloorSection> {
    if (access.kind === 'refused') return access;
    return { kind: 'answered', answer: await queries.floorView(access) };
  }

  /** Resolves with true if Slack refuses the content of the page, so that a simpler page may be accepted. */
  async function isRefused(client: webApi.WebClient, page: webApi.ViewsPublishArguments): Promise<boolean> {
    try {
      await callSlack(() => client.views.publish(page));
      return false;
    } catch (error) {
      const refusal = refusalCode(error) ?? '';
      if (refusal === 'hash_conflict') return false;
      const { code, message } = slackError(error);
      logger.warn({ code, reason: message }, 'App Home not published');
      return isRefusalOfContent(refusal);
    }
  }

  return {
    async publish(client, access, hash) {
      const about = { user_id: access.requester.userId, ...(hash === undefined ? {} : { hash }) };
      for (const view of await viewsFor(access)) if (!(await isRefused(client, { ...about, view }))) return;
    },
  };
}
