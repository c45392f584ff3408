import { code, type Sentence } from '../block-kit/sentence.ts';

/** Explains why no modal was opened, as far as Slack gives a reason, and what to do instead. */
export function notOpenedReply(
  { isCertain }: { readonly isCertain: boolean },
  instead: Sentence,
): Sentence[] {
  return [
    [isCertain ? 'Slack did not open the form.' : 'Slack did not say whether it opened the form.'],
    instead,
  ];
}

/** Offers the command with the effect of the form. */
export function typeInstead(command: string): Sentence {
  return ['Type ', code(command), ' for the same, or press the button once more.'];
}

export const PRESS_AGAIN: Sentence = ['Press the button once more.'];

/** Offers to replace a subscription, because no command changes one. */
export function replaceByHand(number: number, command: string): Sentence {
  return [
    'Press Edit once more. Typed, ',
    code(`/floor unsubscribe ${number}`),
    ' and then ',
    code(command),
    ' in its channel set it up anew.',
  ];
}
