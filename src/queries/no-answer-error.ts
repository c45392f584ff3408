import type { NoAnswer } from '../domain/floor/fact.ts';
import { FloorwalkerError } from '../errors.ts';

/** A fact that is needed first has no answer; its failures are the failures of this one too. */
export class NoAnswerError extends FloorwalkerError {
  readonly failures: NoAnswer['failures'];

  constructor({ failures }: NoAnswer) {
    super(failures[0]?.code ?? 'upstream-failed');
    this.failures = failures;
  }
}
