/** What a promise fails with; taken at once, so that it may fail while the test moves the time. */
export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => new Error('it did not fail', { cause: value }),
    (error: unknown) => error,
  );
}
