/** Reads a zip file through one handle, and ahead of what is asked for: its directory is asked for in two small pieces for each entry. */

import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** So much is read at once; in between others have their turn. */
const AHEAD_BYTES = 256 * 1024;
const STREAM_BYTES = 64 * 1024;

/** The record that ends a zip's directory (APPNOTE 4.3.16): its first bytes, how long it is without the comment behind it, and where in it the comment's length is. */
const END_RECORD = { signature: Buffer.from('PK\u0005\u0006', 'latin1'), bytes: 22, commentLengthAt: 20, longestComment: 0xffff } as const;

/** Where the last such record ends that is whole; the size where there is none. */
function findEnd(file: number, sizeBytes: number): number {
  const tail = Buffer.alloc(Math.min(sizeBytes, END_RECORD.bytes + END_RECORD.longestComment));
  const tailFrom = sizeBytes - tail.length;
  readSync(file, tail, 0, tail.length, tailFrom);
  for (let at = tail.lastIndexOf(END_RECORD.signature); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(END_RECORD.signature, at - 1)) {
    if (at + END_RECORD.bytes > tail.length) continue;
    const end = at + END_RECORD.bytes + tail.readUInt16LE(at + END_RECORD.commentLengthAt);
    if (end <= tail.length) return tailFrom + end;
  }
  return sizeBytes;
}

type Done = (error: Error | null) => void;

/** What is read ahead is kept until `forget`. The handle is closed when the archive is, and all streams of it are over. */
export class ZipFileReader extends RandomAccessReader {
  readonly file: number;
  /** Of the archive: up to the end of its directory, whatever a download has put behind it. */
  readonly sizeBytes: number;
  #held: Buffer = Buffer.alloc(0);
  #heldFrom = 0;

  /** Throws what opening a file and reading its end throw. */
  constructor(path: string) {
    super();
    this.file = openSync(path, 'r');
    try {
      this.sizeBytes = findEnd(this.file, fstatSync(this.file).size);
    } catch (thrown) {
      closeSync(this.file);
      throw thrown;
    }
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
