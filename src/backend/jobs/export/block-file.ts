/** A file that is written in large blocks, whatever the pieces are that come. */

import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 1024 * 1024;

export class BlockFile {
  readonly #file: FileHandle;
  #full: Buffer[] = [];
  #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #usedBytes = 0;

  /** `file` is new, and closed by `close`. */
  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Copies them, so that nothing is kept of many small pieces but their bytes. Writes nothing yet. */
  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + BLOCK_BYTES - this.#usedBytes);
      this.#block.set(part, this.#usedBytes);
      at += part.length;
      this.#usedBytes += part.length;
      if (this.#usedBytes === BLOCK_BYTES) this.#endBlock();
    }
  }

  #endBlock(): void {
    this.#full.push(this.#block.subarray(0, this.#usedBytes));
    this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#usedBytes = 0;
  }

  /** Writes the blocks that are full. Throws the system's error, such as that of a full disk. */
  async writeFull(): Promise<void> {
    const blocks = this.#full;
    this.#full = [];
    for (const block of blocks) await this.#file.writeFile(block);
  }

  /** As writeFull, and the beginning of the next block too. */
  async writeAll(): Promise<void> {
    this.#endBlock();
    await this.writeFull();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
