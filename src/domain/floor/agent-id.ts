declare const agentIdBrand: unique symbol;

/**
 * The number with which an agent signs in (`workno` upstream). Only {@link toAgentId} creates one, so its value is in
 * range.
 */
export type AgentId = number & { readonly [agentIdBrand]: true };

/** Valid ids are 101 to 59999 in the documents of 2023, and up to 999999 since release 25.200.0 (page 0333). */
const LOWEST = 101;
const HIGHEST = 999_999;

export const AGENT_ID_RANGE = `${LOWEST} to ${HIGHEST}`;

export function toAgentId(value: number): AgentId | undefined {
  return isAgentId(value) ? value : undefined;
}

/** Plain ASCII digits only: `0x65`, `1e3`, `+101`, `0101` and other scripts' digits are not agent ids. */
export function parseAgentId(text: string): AgentId | undefined {
  return /^[1-9][0-9]{2,5}$/.test(text) ? toAgentId(Number(text)) : undefined;
}

function isAgentId(value: number): value is AgentId {
  return Number.isInteger(value) && value >= LOWEST && value <= HIGHEST;
}
