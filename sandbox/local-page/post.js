/** Timeout in milliseconds. It is longer than the waits of the page's server. */
const PATIENCE_MS = 15_000;

/**
 * Posts JSON to the page's server.
 *
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ said: any } | { trouble: 'gone' | 'silent' | 'garbled' }>} the reply, or the reason why there is
 *   none
 */
export async function post(path, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: patience.signal,
    });
    return { said: await response.json() };
  } catch (error) {
    if (patience.signal.aborted) return { trouble: 'silent' };
    return { trouble: error instanceof SyntaxError ? 'garbled' : 'gone' };
  } finally {
    clearTimeout(timer);
  }
}
