import { z } from 'zod';
import { AGENT_VIEWS, type AgentView } from '../../domain/commands/agent-command.ts';
import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import { parseJson } from '../../parse-json.ts';

/** The query that a button repeats. Its value passes through Slack, so it is validated like any input. */
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

/** A button has a value; a menu has one value per option. */
const actionSchema = z.union([
  z.object({ value: z.string() }).transform((action) => action.value),
  z
    .object({ selected_option: z.object({ value: z.string() }) })
    .transform((action) => action.selected_option.value),
]);

export function writeLookUp(lookUp: LookUp): string {
  return JSON.stringify({ agentId: lookUp.agentId, view: lookUp.view });
}

/** Reads the value of a button; `undefined` for an old or forged one. */
export function readLookUp(action: unknown): LookUp | undefined {
  return valueOf(action, lookUpSchema);
}

/** Reads the JSON value of a button or menu; `undefined` if it does not match the schema. */
export function valueOf<T>(action: unknown, schema: z.ZodType<T>): T | undefined {
  const value = actionSchema.safeParse(action);
  return value.success ? schema.safeParse(parseJson(value.data)).data : undefined;
}

/** Returns the raw string value of a button or menu, without parsing it as JSON. */
export function textOf(action: unknown): string | undefined {
  return actionSchema.safeParse(action).data;
}
