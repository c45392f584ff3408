import { z } from 'zod';
import { AGENT_VIEWS, type AgentView } from '../../domain/commands/agent-command.ts';
import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import { parseJson } from '../../parse-json.ts';

/** What a button asks for again. It travels through Slack and back, so it is read like any input. */
export interface LookUp {
  readonly agentId: AgentId;
  readonly view: AgentView;
}

const lookUpSchema = z.object({
  agentId: z.number().transform((value, context) => {
    const agentId = toAgentId(value);
    if (agentId !== undefined) return agentId;
    context.addIssue('not an agent id');
    return z.NEVER;
  }),
  view: z.enum(['card', ...AGENT_VIEWS]),
});

/** Buttons carry a value of their own, menus one per option. */
const actionSchema = z.union([
  z.object({ value: z.string() }).transform((action) => action.value),
  z
    .object({ selected_option: z.object({ value: z.string() }) })
    .transform((action) => action.selected_option.value),
]);

export function writeLookUp(lookUp: LookUp): string {
  return JSON.stringify({ agentId: lookUp.agentId, view: lookUp.view });
}

/** `undefined` for what no version of ours has written: an old message's button, or a forged one. */
export function readLookUp(action: unknown): LookUp | undefined {
  return valueOf(action, lookUpSchema);
}

/** What a button or menu carries, if it is of this shape. */
export function valueOf<T>(action: unknown, schema: z.ZodType<T>): T | undefined {
  const value = actionSchema.safeParse(action);
  return value.success ? schema.safeParse(parseJson(value.data)).data : undefined;
}

/** The same where it is text and no more. */
export function textOf(action: unknown): string | undefined {
  return actionSchema.safeParse(action).data;
}
