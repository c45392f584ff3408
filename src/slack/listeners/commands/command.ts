import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs, webApi } from '@slack/bolt';
import type { Access } from '../../../domain/access/access.ts';
import type { Requester } from '../../../domain/access/requester.ts';
import type { SlackCentre } from '../../answers/slack-centre.ts';
import type { Message } from '../../block-kit/message.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { requesterOfCommand } from '../../questions/requester.ts';
import { unknownCommandReply } from '../../replies/command-replies.ts';
import type { Help } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** A command of Slack, such as `/agent`. */
export interface Command extends Answerer {
  readonly name: string;
  readonly help: Help;
}

interface Answerer {
  /** Resolves with `null` if the answer is a modal. */
  answer(request: CommandRequest): Promise<Message | null>;
}

export interface CommandRequest {
  readonly name: string;
  /** The text after the command, with Slack's escapes. */
  readonly text: string;
  readonly requester: Requester;
  readonly client: webApi.WebClient;
  /** Unique for the request. */
  readonly triggerId: string;
  readonly centre: SlackCentre;
  readonly access: () => Promise<Access>;
}

export function answerCommand(
  answerer: Answerer,
  { access, centres, responder }: Pick<ListenerDeps, 'access' | 'centres' | 'responder'>,
) {
  return async ({
    ack,
    command,
    client,
    context,
    respond,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const requester = requesterOfCommand(command, context);
    const message = await answerer.answer({
      name: command.command,
      text: command.text,
      requester,
      client,
      triggerId: command.trigger_id,
      centre: centres.of(requester),
      access: () => access.of(requester),
    });
    if (message !== null) await responder.toRequester({ respond, client, requester }, message);
  };
}

/** The answer to a command that the installed app has and `manifest.yml` does not. */
export function unknownCommand(known: readonly string[]): Answerer {
  return { answer: async ({ name }) => sentencesMessage(unknownCommandReply(name, known)) };
}
