/** The form in which somebody chooses the queues of App Home. Slack cuts titles at 24 characters. */
export const FAVOURITES_FORM = {
  title: 'My queues',
  submit: 'Keep',
  label: 'Queues to see first on App Home',
  placeholder: 'Type a name or a number',
  hint: (most: number) => `Up to ${most}. Only you see this choice.`,
  loading: 'Looking up the queues …',
  unreadable:
    'The queues that you chose before could not be read just now. What you keep here replaces them.',
  notKept:
    'This could not be kept: Floorwalker’s database cannot be used just now (reference: storage-unavailable). Try again in a minute.',
} as const;

/** "My queues" on App Home. */
export const FAVOURITES = {
  title: 'My queues',
  change: 'Change my queues',
  none: 'You have chosen no queues. Press “Change my queues” to see some of them here.',
  gone: (id: number) => `Queue ${id} is not there any more: it has no name, and nobody is signed in to it.`,
  unavailable:
    'Your choice of queues cannot be read just now: Floorwalker’s database does not answer (reference: storage-unavailable). Everything else works.',
} as const;
