import type { Refusal } from '../../domain/access/access.ts';
import { code, type Sentence } from '../block-kit/sentence.ts';
import { refusalReply, supervisorsOnly } from './refusal-replies.ts';

/** The reason why a person may not create or change a scheduled summary. */
export function subscriptionRefusal(refusal: Refusal, act: 'subscribe' | 'change'): Sentence[] {
  switch (refusal.reason) {
    case 'not-a-supervisor':
      return act === 'subscribe'
        ? [
            ...supervisorsOnly('Only supervisors can schedule summaries', refusal.supervisors),
            ['A summary for yourself comes with ', code('/floor summary'), '.'],
          ]
        : [
            ...supervisorsOnly(
              'Changing, resuming and sending summaries is for supervisors',
              refusal.supervisors,
            ),
            ['What you set up earlier you can still pause and delete.'],
          ];
    case 'guest':
      return [
        ['Guests of this workspace cannot set up or change summaries.'],
        ['Ask a full member who is a supervisor to do it for you.'],
      ];
    case 'stranger':
      return [
        ['Summaries are set up and changed by people of the workspace that Floorwalker is installed in.'],
        ['Ask somebody there to do it for you.'],
      ];
    case 'rights-unknown':
    case 'scope-missing':
      return refusalReply(refusal);
  }
}
