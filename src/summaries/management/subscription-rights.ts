import { type Access, agentRefusal } from '../../domain/access/access.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { ManageProblem } from './subscription-results.ts';

/**
 * The right that an action needs. `agents`: the right to see single agents, for actions that make a subscription post or
 * change what it posts. `ownership`: owners without that right may still pause and delete their own.
 */
export type Need = 'agents' | 'ownership';

/** Returns why the requester may not act on this subscription; `null` if they may. */
export function rightsProblem(
  access: Access,
  { number, teamId, ownerId }: Pick<Subscription, 'number' | 'teamId' | 'ownerId'>,
  need: Need,
): ManageProblem | null {
  const { requester } = access;
  if (teamId !== requester.teamId) return { kind: 'no-such', number };
  const isOwner = ownerId === requester.userId;
  if (isOwner && need === 'ownership' && access.kind === 'granted') return null;
  const refusal = agentRefusal(access);
  if (refusal === null) return null;
  return refusal.reason === 'not-a-supervisor' && !isOwner
    ? { kind: 'not-yours', ownerId }
    : { kind: 'refused', refusal };
}
