import type { AllMiddlewareArgs, AnyMiddlewareArgs, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalWriter } from '../answers/modal-writer.ts';
import type { Responder } from '../answers/responder.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { plainWords } from '../block-kit/sentence.ts';
import { answerViews } from '../blocks/look-up-modal.ts';
import type { Allowance, AllowanceLimits, Grant } from '../questions/allowance.ts';
import { requesterOf, requesterOfCommand } from '../questions/requester.ts';
import { allowanceReply } from '../replies/allowance-replies.ts';

type Args = AnyMiddlewareArgs & AllMiddlewareArgs;
type Spent = Extract<Grant, { kind: 'spent' }>;

/**
 * Creates the middleware that limits queries on every surface: commands, buttons, menus, forms, shortcuts and App Home.
 * Requests above the limit are acknowledged, so that Slack shows no error, and answered with an explanation once per
 * burst. A form shows the explanation each time, because it stays open.
 */
export function limitQuestions(options: {
  allowance: Allowance;
  limits: AllowanceLimits;
  responder: Responder;
  modals: Pick<ModalWriter, 'open' | 'push'>;
}) {
  const { allowance, limits, responder, modals } = options;

  return async (args: Args): Promise<void> => {
    const person = requesterIdOf(args);
    const grant = person === null ? null : allowance.take(person);
    if (person === null || grant === null || grant.kind === 'granted') return args.next();
    await refuse(args, grant, () => allowance.isFirstOfBurst(person));
  };

  async function refuse(args: Args, spent: Spent, isFirstOfBurst: () => boolean): Promise<void> {
    const sentences = allowanceReply(spent, limits);
    const message = sentencesMessage(sentences);
    const { client, context } = args;
    if ('options' in args) return args.ack({ options: [] });
    if ('view' in args) {
      const field = args.view.blocks.find(({ type }) => type === 'input')?.block_id;
      if (field === undefined) return args.ack();
      return args.ack({ response_action: 'errors', errors: { [field]: plainWords(sentences) } });
    }
    if ('command' in args) {
      await args.ack();
      const requester = requesterOfCommand(args.command, context);
      if (isFirstOfBurst())
        await responder.toRequester({ respond: args.respond, client, requester }, message);
    } else if ('shortcut' in args) {
      await args.ack();
      if (!isFirstOfBurst()) return;
      const { shortcut } = args;
      if (shortcut.type === 'shortcut') {
        const opened = await modals.open(client, shortcut.trigger_id, answerViews(message));
        if (opened.kind === 'not-opened')
          await responder.toPerson({ client, requester: requesterOf(shortcut, context) }, message);
      } else
        await responder.toRequester(
          { respond: args.respond, client, requester: requesterOf(shortcut, context) },
          message,
        );
    } else if ('action' in args) {
      await args.ack();
      if (isFirstOfBurst()) await refusePress(args);
    }

    async function refusePress({ body, respond }: SlackActionMiddlewareArgs): Promise<void> {
      if (body.type !== 'block_actions') return;
      if (body.view === undefined)
        return responder.toRequester({ respond, client, requester: requesterOf(body, context) }, message);
      const show = body.view.type === 'modal' ? modals.push : modals.open;
      const opened = await show(client, body.trigger_id, answerViews(message));
      if (opened.kind === 'not-opened')
        await responder.toPerson({ client, requester: requesterOf(body, context) }, message);
    }
  }
}

/** The requester; `null` for events other than opening App Home, and for closed forms. */
function requesterIdOf(args: Args): string | null {
  if ('command' in args) return args.command.user_id;
  if ('event' in args) {
    const { event } = args;
    return event.type === 'app_home_opened' && event.tab === 'home' ? event.user : null;
  }
  return args.body.type === 'view_closed' ? null : args.body.user.id;
}
