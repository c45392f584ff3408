/** Parses a JSON text; `undefined` if it is invalid, because no valid JSON text has this value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
