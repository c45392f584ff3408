/** Every question ends in one of these two, and failures are facts inside the answer: asking never throws. */
export type Reply<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Refusal =
  /** `supervisors` are the Slack user and group ids that the asker can turn to; empty where nobody is set up. */
  | { readonly reason: 'not-a-supervisor'; readonly supervisors: readonly string[] }
  | { readonly reason: 'guest' }
  | { readonly reason: 'stranger' }
  /** Slack did not say who the asker is, so the answer is no for now. */
  | { readonly reason: 'rights-unknown' }
  /** The app may not ask Slack who the asker is: it lacks this scope. */
  | { readonly reason: 'scope-missing'; readonly scope: string };
