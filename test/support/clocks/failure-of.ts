/**
 * Returns the error of a promise. It handles the rejection at once, so that the promise may fail while the test moves
 * the time.
 */
export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => new Error('it did not fail', { cause: value }),
    (error: unknown) => error,
  );
}
