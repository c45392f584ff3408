/** Byte-order marks and their encodings. A mark takes precedence over the content type. */
const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Decodes a body with the charset of its content type, or with UTF-8 if the charset is missing or unknown. Invalid bytes,
 * for example of a name that was cut inside a character, become the replacement character (U+FFFD).
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  return decode(bytes, marked?.[0] ?? charsetOf(contentType));
}

function charsetOf(contentType: string): string {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
}

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // TextDecoder throws RangeError for a charset that it does not know.
    return new TextDecoder().decode(bytes);
  }
}
