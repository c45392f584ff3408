import { z } from 'zod';
import { AGENT_VIEWS, type AgentCommand, parseAgentCommand } from '../../../domain/commands/agent-command.ts';
import { agentAnswer } from '../../answers/agent-answer.ts';
import { FORM_FIELDS, lookingUpView } from '../../blocks/look-up-modal.ts';
import type { AgentQuery } from '../../questions/agent-query.ts';
import { CENTRE_ALONE } from '../../questions/button-value.ts';
import { requesterOf } from '../../questions/requester.ts';
import { unclearField } from '../../replies/command-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type FormArgs, staleForm } from './form.ts';

/** Handles the look-up form: shows an error at the field, or a waiting view and then the answer. */
export function lookUpForm(deps: Pick<ListenerDeps, 'access' | 'centres' | 'modals'>) {
  return async ({ ack, body, view, client, context }: FormArgs): Promise<void> => {
    const form = deps.centres.named(CENTRE_ALONE, view.private_metadata);
    if (form === undefined) return ack(staleForm());
    const { command, selected } = formSchema.parse(view.state.values);
    if (command.kind !== 'look-up') {
      const problem = command.kind === 'unclear' ? command.problem : null;
      return ack({ response_action: 'errors', errors: { [FORM_FIELDS.agentId]: unclearField(problem) } });
    }
    const query: AgentQuery = {
      agentId: command.agentId,
      view: selected === 'card' ? command.view : selected,
    };
    await ack({ response_action: 'update', view: lookingUpView(query.agentId) });
    const access = await deps.access.of(requesterOf(body, context));
    const { message } = await agentAnswer(form.centre, access, query, 'modal');
    await deps.modals.showAnswer(client, view.id, message);
  };
}

/** The typed text is parsed like the text of `/agent`: `#1099`, `agent 1099`, even `1099 stats`. */
const formSchema = z
  .object({
    [FORM_FIELDS.agentId]: z.object({ [FORM_FIELDS.agentId]: z.object({ value: z.string().nullish() }) }),
    [FORM_FIELDS.view]: z.object({
      [FORM_FIELDS.view]: z.object({
        selected_option: z.object({ value: z.enum(['card', ...AGENT_VIEWS]) }).nullish(),
      }),
    }),
  })
  .transform((values): { command: AgentCommand; selected: AgentQuery['view'] } => ({
    command: parseAgentCommand(values.agent_id.agent_id.value ?? ''),
    selected: values.view.view.selected_option?.value ?? 'card',
  }));
