import type { ErrorCode } from '../../errors.ts';
import { code, type Sentence } from '../block-kit/sentence.ts';
import { failureReply } from './fact-replies.ts';

/** Explains by error code why summaries and subscriptions cannot be read or changed. */
export function noStorageReply(error: ErrorCode): Sentence[] {
  if (!error.startsWith('storage-')) return failureReply(error);
  if (error === 'storage-foreign') {
    return [
      [
        'Floorwalker’s database belongs to another workspace or contact centre, so summaries and subscriptions are neither read from it nor kept in it.',
      ],
      [
        `Everything else works. Tell your Floorwalker admin: each needs a DATABASE_URL of its own (reference: ${error}).`,
      ],
    ];
  }
  if (error === 'storage-outcome-unknown') {
    return [
      ['Floorwalker’s database did not say whether it kept this: its answer did not come in time.'],
      [
        'Look at ',
        code('/floor subscriptions'),
        ` in a minute before you do it again; if the database stays away, tell your Floorwalker admin (reference: ${error}).`,
      ],
    ];
  }
  return [
    [
      'Floorwalker’s database does not answer, so summaries and subscriptions cannot be read or changed just now.',
    ],
    [
      'Everything else works. Try again in a minute; if it stays so, tell your Floorwalker admin (reference: storage-unavailable).',
    ],
  ];
}
