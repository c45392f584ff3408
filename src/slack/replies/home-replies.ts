import type { Instant, Sentence } from '../block-kit/sentence.ts';

export const HOME = {
  title: 'Floorwalker',
  welcome: 'Who is doing what in the contact centre, without leaving Slack.',
  floor: 'The floor now',
  connections: 'Connections',
  noConnections: 'None is set up: your Floorwalker admin sets GATEWAY_URL or CMS_URL.',
  how: 'How to use it',
  refresh: 'Refresh',
  lookUp: 'Look up an agent',
  updated: (at: Instant): Sentence => ['Updated at ', at],
  longest: 'Longest on break or in wrap-up',
  longestInMine: 'Longest on break or in wrap-up, in my queues',
  nobodyLong: 'None',
  broken: 'This page could not be put together just now. Press Refresh in a minute.',
} as const;

/** Shown to people who have not chosen any queues yet. */
export const ONBOARDING = {
  title: 'Start here',
  steps: [
    'Choose the queues that you look after: this page then shows how they are, each time you open it.',
    'In any channel type /floor, /queue or /agent 1099. Only you see the answer, until you share it.',
    'Every figure says when it was taken and from where; what cannot be measured here is said, and never shown as 0.',
  ],
} as const;

/** One line of "Connections". Only the name is not our own text. */
export const CONNECTION = {
  why: (words: string, code: string) => `: ${words} (reference: ${code})`,
  noAnswerYet: 'no answer yet',
  lastAnswer: (ago: string) => `last answer ${ago}`,
} as const;

export const CONNECTION_WORDS = {
  up: { emoji: ':large_green_circle:', words: 'answers' },
  starting: { emoji: ':hourglass_flowing_sand:', words: 'is being connected' },
  impaired: { emoji: ':large_yellow_circle:', words: 'answers in part' },
  down: { emoji: ':red_circle:', words: 'does not answer' },
} as const;
