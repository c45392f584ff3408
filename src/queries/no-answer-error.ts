import type { NoAnswer } from '../domain/floor/fact.ts';
import { FloorwalkerError } from '../errors.ts';

/** What had to be known first has no answer: whoever failed at that is why there is none to this either. */
export class NoAnswerError extends FloorwalkerError {
  readonly failures: NoAnswer['failures'];

  constructor({ failures }: NoAnswer) {
    super(failures[0]?.code ?? 'upstream-failed');
    this.failures = failures;
  }
}
