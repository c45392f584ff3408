import { FORMAT } from '../block-kit/format.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import type { AllowanceLimits, Grant } from '../questions/allowance.ts';

/** Explains that a question exceeds the limit, and when the next one is answered. */
export function allowanceReply(
  { whose, waitMs }: Extract<Grant, { kind: 'spent' }>,
  { personAtOnce, personPerMinute, workspacePerMinute }: AllowanceLimits,
): Sentence[] {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const wait = `Please ask again in ${FORMAT.duration(seconds)}.`;
  return whose === 'person'
    ? [
        [
          `Floorwalker answers ${personAtOnce} of your questions at once and ${personPerMinute} a minute; you have asked more.`,
        ],
        [wait],
      ]
    : [
        [
          `Floorwalker answers ${workspacePerMinute} questions a minute in this workspace; people here have asked more.`,
        ],
        [wait],
      ];
}
