import type { NoAnswer } from '../domain/floor/fact.ts';
import { FloorwalkerError, isErrorCode } from '../errors.ts';

/** What had to be known first has no answer: whoever failed at that is why there is none to this either. */
export class NoAnswerError extends FloorwalkerError {
  readonly failures: NoAnswer['failures'];

  constructor({ failures }: NoAnswer) {
    super(failures.map(({ code }) => code).find(isErrorCode) ?? 'upstream-failed');
    this.failures = failures;
  }
}
