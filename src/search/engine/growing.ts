/** Arrays of numbers that grow: each is replaced by one twice as long when it is full. */
type Numbers = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** @returns the array itself where it is long enough, else a longer one that begins like it. */
export function withRoom<T extends Numbers>(array: T, length: number): T;
export function withRoom(array: Numbers, length: number): Numbers {
  if (length <= array.length) return array;
  const room = Math.max(length, array.length * 2, 64);
  if (array instanceof Uint8Array) return copied(array, new Uint8Array(room));
  if (array instanceof Uint16Array) return copied(array, new Uint16Array(room));
  return copied(array, new Uint32Array(room));
}

function copied<T extends Numbers>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Bytes written one after another. Numbers take seven bits a byte, the low ones first. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  length = 0;

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#bytes = withRoom(this.#bytes, this.length + 1);
    this.#bytes[this.length++] = value;
  }

  number(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }
}
