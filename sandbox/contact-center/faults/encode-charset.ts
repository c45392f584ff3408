export type Charset = 'gbk' | 'gb18030' | 'big5' | 'iso-8859-1' | 'utf-16le';

/** Encodes a text in a charset that Node can only decode. A character that the charset lacks becomes `?`. */
export function encodeCharset(text: string, charset: Charset): Buffer {
  if (charset === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (charset === 'iso-8859-1') return Buffer.from(text, 'latin1');
  const table = tableOf(charset);
  return Buffer.concat(
    Array.from(text, (character) =>
      character <= '\u007f' ? Buffer.from(character) : (table.get(character) ?? Buffer.from('?')),
    ),
  );
}

/** Maps each character that the charset writes with two bytes to those bytes, by decoding all pairs of bytes. */
function tableOf(charset: Charset): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Buffer>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const bytes = Buffer.from([first, second]);
      const text = decoder.decode(bytes);
      if (text.length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
    }
  }
  return table;
}
