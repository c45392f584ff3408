import { FloorwalkerError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import { headerValue, type ReplyHeaders } from './reply-headers.ts';

const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\b/i;
/** What may be logged of a header that the upstream wrote: names from these lists, and nothing else. */
const NAMED_TYPES =
  /^(?:text\/(?:html|plain|xml|javascript|css)|application\/(?:json|jsonp|xml|xhtml\+xml|javascript|octet-stream))$/;
const NAMED_ENCODINGS = /^(?:identity|gzip|x-gzip|deflate|br|zstd|compress)$/;

/**
 * Says why the body cannot be JSON, by the headers alone; `undefined` where it may be. Firewalls and proxies answer in
 * HTML, some with status 200. The bot asks for no compression.
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
 * Some servers put control characters into texts as they are, or pad the reply with zeros. JSON knows such characters
 * as white space between tokens at the most, so that a space in their place changes nothing else.
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

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\ufeff]/g;

function named(header: string, names: RegExp): string {
  const [first = ''] = header
    .trim()
    .toLowerCase()
    .split(/[\s;,]/, 1);
  if (first === '') return 'unnamed';
  return names.test(first) ? first : 'another';
}
