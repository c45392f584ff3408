import type { ErrorCode } from '../../errors.ts';

/** The form to choose the queues of App Home. Slack truncates titles at 24 characters. */
export const FAVOURITES_FORM = {
  title: 'My queues',
  submit: 'Save',
  label: 'Queues to see first on App Home',
  placeholder: 'Type a name or a number',
  hint: (max: number) => `Up to ${max}. Only you see this choice.`,
  loading: 'Looking up the queues …',
  unreadable:
    'The queues that you chose before could not be read just now. What you save here replaces them.',
} as const;

export const FAVOURITES = {
  title: 'My queues',
  change: 'Change my queues',
  none: 'You have chosen no queues. Press “Change my queues” to see some of them here.',
  gone: (id: number) => `Queue ${id} is not there any more: it has no name, and nobody is signed in to it.`,
} as const;

/** Explains by error code why a choice was not stored or read, and what to do. */
const WHY: Partial<Record<ErrorCode, { readonly notKept: string; readonly unreadable: string }>> = {
  'storage-unavailable': {
    notKept:
      'This could not be kept: Floorwalker’s database cannot be used just now (reference: storage-unavailable). Try again in a minute.',
    unreadable:
      'Your choice of queues cannot be read just now: Floorwalker’s database does not answer (reference: storage-unavailable). Everything else works.',
  },
  'storage-outcome-unknown': {
    notKept:
      'Floorwalker’s database did not say whether it kept this (reference: storage-outcome-unknown). Look at App Home in a minute; if your choice is not there, make it again.',
    unreadable:
      'Your choice of queues cannot be read just now: Floorwalker’s database does not answer (reference: storage-outcome-unknown). Everything else works.',
  },
  'storage-foreign': {
    notKept:
      'This could not be kept: Floorwalker’s database belongs to another workspace or contact centre (reference: storage-foreign). Tell your Floorwalker admin.',
    unreadable:
      'Your choice of queues cannot be read: Floorwalker’s database belongs to another workspace or contact centre (reference: storage-foreign). Everything else works.',
  },
};

/** The error beside the field: the choice was not stored, or it is unknown whether it was. */
export function notKeptText(code: ErrorCode): string {
  return (
    WHY[code]?.notKept ??
    `This could not be kept: something went wrong in Floorwalker (reference: ${code}). Try again; if it stays so, tell your Floorwalker admin.`
  );
}

/** Replaces the chosen queues on App Home if the choice cannot be read. */
export function choiceUnreadableText(code: ErrorCode): string {
  return (
    WHY[code]?.unreadable ??
    `Your choice of queues cannot be read: something went wrong in Floorwalker (reference: ${code}). Everything else works; tell your Floorwalker admin.`
  );
}
