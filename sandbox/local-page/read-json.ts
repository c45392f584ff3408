import type { IncomingMessage } from 'node:http';

/** Maximum size of a request's body in bytes; people enter short texts. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * Parses a request's body as JSON.
 *
 * @throws {Error} with a sentence for people
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('The page sent more than its server takes.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Error('The page sent something that is not JSON.');
  }
}
