import type { Sentence } from '../block-kit/sentence.ts';

/** Why no modal opened, as far as Slack says, and what does the same without one. */
export function notOpenedReply(
  { isCertain }: { readonly isCertain: boolean },
  instead: Sentence,
): Sentence[] {
  return [
    [isCertain ? 'Slack did not open the form.' : 'Slack did not say whether it opened the form.'],
    instead,
  ];
}

/** The command that does what the form would have done. */
export function typeInstead(command: string): Sentence {
  return ['Type ', { code: command }, ' for the same, or press the button once more.'];
}

/** For what can only be done in a form. */
export const PRESS_AGAIN: Sentence = ['Press the button once more.'];

/** A subscription has no command that changes it. */
export function setUpAnew(number: number, command: string): Sentence {
  return [
    'Press Edit once more. Typed, ',
    { code: `/floor unsubscribe ${number}` },
    ' and then ',
    { code: command },
    ' in its channel set it up anew.',
  ];
}
