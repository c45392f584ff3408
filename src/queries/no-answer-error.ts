import type { NoAnswer } from '../domain/floor/fact.ts';
import { FloorwalkerError } from '../errors.ts';

/** The failure of a fact that another fact depends on; its failures are the failures of both. */
export class NoAnswerError extends FloorwalkerError {
  readonly failures: NoAnswer['failures'];

  constructor({ failures }: NoAnswer) {
    super(failures[0]?.code ?? 'upstream-failed');
    this.failures = failures;
  }
}
