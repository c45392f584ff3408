/** Timeout in milliseconds. It is longer than the waits of the page's server. */
const POST_TIMEOUT_MS = 15_000;

/**
 * Posts JSON to the page's server.
 *
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ reply: any } | { failure: 'gone' | 'silent' | 'garbled' }>} the reply, or the reason why there is
 *   none
 */
export async function post(path, body) {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), POST_TIMEOUT_MS);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: timeout.signal,
    });
    return { reply: await response.json() };
  } catch (error) {
    if (timeout.signal.aborted) return { failure: 'silent' };
    return { failure: error instanceof SyntaxError ? 'garbled' : 'gone' };
  } finally {
    clearTimeout(timer);
  }
}
