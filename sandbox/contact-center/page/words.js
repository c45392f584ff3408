/** All wording of the page. */

/** The states in the order of display: states with a caller first. */
export const STATES = {
  talking: 'Talking',
  ringing: 'Ringing',
  occupied: 'Calling out',
  'pre-occupied': 'Reserved',
  'wrap-up': 'Wrap-up',
  idle: 'Idle',
  busy: 'Busy',
  rest: 'Break',
  study: 'Training',
  adjusting: 'Adjusting',
  'signed-out': 'Signed out',
};

export const SPEEDS = [
  { speed: 0, label: 'Pause', hint: 'The floor stands still' },
  { speed: 1, label: '1×', hint: 'Real time' },
  { speed: 10, label: '10×', hint: 'Ten times as fast' },
  { speed: 60, label: '60×', hint: 'An hour in a minute' },
];

export const AGENT_ACTS = {
  'take-call': 'Take call',
  'place-call': 'Place call',
  answer: 'Answer',
  'end-call': 'End call',
  'wrap-up': 'Wrap-up',
  idle: 'Idle',
  busy: 'Busy',
  rest: 'Break',
  study: 'Training',
  'sign-in': 'Sign in',
  'sign-out': 'Sign out',
};

export const PLACES = { gateway: 'Gateway', cms: 'CMS' };

export const GROUPS = {
  gateway: { title: 'CC-Gateway', own: /^The gateway / },
  cms: { title: 'CC-CMS', own: /^The CMS / },
  both: { title: 'Certificates of both', own: /^Both servers / },
};

export const SESSIONS = {
  polling: 'signed in and polling',
  silent: 'signed in, between polls',
  held: 'no session, yet taken for signed in: sign-in answers 100-002',
  none: 'not signed in',
};

/** The reasons why the simulator did not answer. */
export const NO_REPLY = {
  gone: 'The simulator has stopped. Start it again; this page reconnects by itself.',
  silent:
    'The simulator does not answer, so the result is unknown: the floor shows it after the next answer.',
  garbled: 'The simulator sent a malformed answer.',
};

/** Busy reasons that the platform sets; reasons from 200 on are the contact centre's own. */
const BUSY_REASONS = { 1: 'since sign-in', 2: 'did not answer' };

export function stateWords({ state, reason, call }, restReasons) {
  if (state === 'rest') return restReasons.get(reason) ?? STATES.rest;
  if (state === 'busy' && BUSY_REASONS[reason] !== undefined) return `Busy, ${BUSY_REASONS[reason]}`;
  if (state === 'talking' && call?.direction === 'out') return 'Talking (out)';
  return STATES[state] ?? state;
}

export const nameOf = ({ name }) => (name === '' ? 'No name' : name);

const two = (number) => String(number).padStart(2, '0');

/** 0:07, 12:30, 1:02:30 */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const timeOfDay = (ms) => new Date(ms).toLocaleTimeString('en-GB');

export const milliseconds = (ms) => (ms < 10_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
