import { FloorwalkerError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import { headerValue, type ReplyHeaders } from './reply-headers.ts';

const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\b/i;
/** Only these values of an upstream's headers are logged. */
const NAMED_TYPES =
  /^(?:text\/(?:html|plain|xml|javascript|css)|application\/(?:json|jsonp|xml|xhtml\+xml|javascript|octet-stream))$/;
const NAMED_ENCODINGS = /^(?:identity|gzip|x-gzip|deflate|br|zstd|compress)$/;

/**
 * Returns why the headers rule out a JSON body; `undefined` if they allow it. Firewalls and proxies answer in HTML, some of
 * them with status 200. The bot does not ask for compression, so a compressed body is an error.
 */
export function whyNotJson(headers: ReplyHeaders): string | undefined {
  const type = headerValue(headers, 'content-type') ?? '';
  const encoding = headerValue(headers, 'content-encoding') ?? 'identity';
  if (JSON_TYPE.test(type) && encoding.trim().toLowerCase() === 'identity') return undefined;
  return `expected JSON, got ${named(type, NAMED_TYPES)}, ${named(encoding, NAMED_ENCODINGS)}`;
}

/** @throws {FloorwalkerError} upstream-garbled */
export function readJson(headers: ReplyHeaders, bytes: Uint8Array): unknown {
  try {
    return parse(decodeText(bytes, headerValue(headers, 'content-type') ?? ''));
  } catch (error) {
    throw new FloorwalkerError('upstream-garbled', {
      detail: `${bytes.length} bytes that are not JSON`,
      cause: error,
    });
  }
}

/**
 * Parses JSON. Some servers send unescaped control characters inside strings, or pad the reply with NUL bytes. If parsing
 * fails, control characters are replaced by spaces, which JSON allows between tokens.
 */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cleaned = text.replaceAll(CONTROL_CHARACTERS, ' ');
    if (cleaned === text) throw error;
    return JSON.parse(cleaned);
  }
}

// oxlint-disable-next-line no-control-regex -- the expression has to match control characters
const CONTROL_CHARACTERS = /[\u0000-\u001f\ufeff]/g;

function named(header: string, names: RegExp): string {
  const [first = ''] = header
    .trim()
    .toLowerCase()
    .split(/[\s;,]/, 1);
  if (first === '') return 'unnamed';
  return names.test(first) ? first : 'another';
}
