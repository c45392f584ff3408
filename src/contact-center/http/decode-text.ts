/** Byte-order marks by the encoding that they announce. A mark wins over what the content type says. */
const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text of a body in the charset that its content type names, UTF-8 where it names none that is known. Bytes that
 * are no character, such as a name that was cut in the middle of one, become the replacement character (U+FFFD).
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
    // The runtime does not know the charset.
    return new TextDecoder().decode(bytes);
  }
}
