/** Reads a zip file through one handle, and ahead of what is asked for: its directory is asked for in two small pieces for each entry. */

import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** So much is read at once; in between others have their turn. */
const AHEAD_BYTES = 256 * 1024;
const STREAM_BYTES = 64 * 1024;

type Done = (error: Error | null) => void;

/** What is read ahead is kept until `forget`. The handle is closed when the archive is, and all streams of it are over. */
export class ZipFileReader extends RandomAccessReader {
  readonly file: number;
  readonly sizeBytes: number;
  #held: Buffer = Buffer.alloc(0);
  #heldFrom = 0;

  /** Throws what opening a file throws. */
  constructor(path: string) {
    super();
    this.file = openSync(path, 'r');
    this.sizeBytes = fstatSync(this.file).size;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, done: Done): void {
    if (this.#copyHeld(buffer, offset, length, position)) {
      done(null);
      return;
    }
    const ahead = Buffer.allocUnsafe(Math.max(length, AHEAD_BYTES));
    read(this.file, ahead, 0, ahead.length, position, (error, bytesRead) => {
      if (error !== null) {
        done(error);
        return;
      }
      this.#held = ahead.subarray(0, bytesRead);
      this.#heldFrom = position;
      done(this.#copyHeld(buffer, offset, length, position) ? null : new Error('the archive ends too early'));
    });
  }

  #copyHeld(buffer: Buffer, offset: number, length: number, position: number): boolean {
    const start = position - this.#heldFrom;
    if (start < 0 || start + length > this.#held.length) return false;
    this.#held.copy(buffer, offset, start, start + length);
    return true;
  }

  forget(): void {
    this.#held = Buffer.alloc(0);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { file } = this;
    let position = start;
    return new Readable({
      highWaterMark: STREAM_BYTES,
      // A stream of the file system would close the handle, which is not its own.
      read() {
        const piece = Buffer.allocUnsafeSlow(Math.min(STREAM_BYTES, end - position));
        read(file, piece, 0, piece.length, position, (error, bytesRead) => {
          if (error !== null) {
            this.destroy(error);
            return;
          }
          position += bytesRead;
          this.push(bytesRead === 0 ? null : piece.subarray(0, bytesRead));
        });
      },
    });
  }

  override close(done: Done): void {
    try {
      closeSync(this.file);
      done(null);
    } catch (thrown) {
      done(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }
}
