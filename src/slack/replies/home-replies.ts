/** What App Home says. */
export const HOME = {
  title: 'Floorwalker',
  welcome: 'Who is doing what in the contact centre, without leaving Slack.',
  floor: 'The floor now',
  connections: 'Connections',
  noConnections: 'None is set up: whoever runs Floorwalker sets GATEWAY_URL or CMS_URL.',
  how: 'How to use it',
  refresh: 'Refresh',
  lookUp: 'Look up an agent',
  broken: 'This page could not be put together just now. Press Refresh in a minute.',
} as const;

export const FLOOR_LABELS = {
  signedIn: 'Signed in',
  talking: 'Talking',
  idle: 'Idle',
  busy: 'Busy',
  others: 'Ringing, wrapping up, resting or studying',
} as const;

/** One line of "Connections": ours, but for the name. */
export const CONNECTION = {
  why: (words: string, code: string) => `: ${words} (reference: ${code})`,
  noAnswerYet: 'no answer yet',
  lastAnswer: (ago: string) => `last answer ${ago}`,
} as const;

export const CONNECTION_WORDS = {
  up: { emoji: ':large_green_circle:', words: 'answers' },
  starting: { emoji: ':hourglass_flowing_sand:', words: 'is being connected' },
  down: { emoji: ':red_circle:', words: 'does not answer' },
} as const;
