/**
 * Whole numbers from zero up, small ones in one byte (LEB128). History is almost only small numbers: packed like
 * this a day of samples is a third of the same as JSON, and quicker to read.
 */
export class PackedWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** @throws RangeError for what is no whole number from zero up */
  write(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`cannot pack ${value}`);
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** The list's length, then its items. */
  writeList<T>(items: readonly T[], writeItem: (item: T) => void): void {
    this.write(items.length);
    for (const item of items) writeItem(item);
  }

  /** Ascending numbers, each as the distance from the one before. */
  writeAscending(values: readonly number[]): void {
    let last = 0;
    this.writeList(values, (value) => {
      this.write(value - last);
      last = value;
    });
  }

  /** Numbers most of which are zero: one bit for each, then those that are not. At most 8. */
  writeSparse(values: readonly number[]): void {
    this.write(values.reduce((mask, value, index) => (value === 0 ? mask : mask | (1 << index)), 0));
    for (const value of values) if (value !== 0) this.write(value);
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads back in the same order. Throws `RangeError` where the bytes end early or a number is none of ours. */
export class PackedReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): number {
    let value = 0;
    for (let scale = 1; scale < Number.MAX_SAFE_INTEGER; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError('packed numbers end early');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError('a packed number is too long');
  }

  readList<T>(readItem: () => T): T[] {
    const length = this.read();
    if (length > this.#bytes.length) throw new RangeError('a packed list is longer than its bytes');
    return Array.from({ length }, readItem);
  }

  readAscending(): number[] {
    let last = 0;
    return this.readList(() => (last += this.read()));
  }

  /** @param length how many were written */
  readSparse(length: number): number[] {
    const mask = this.read();
    return Array.from({ length }, (_, index) => (mask & (1 << index) ? this.read() : 0));
  }
}
