/** How much a deck file may come to when unpacked: beyond any real deck, below what fills a disk. */

import { describeTooLarge } from '../../store/staging-media.ts';

export interface UnpackLimits {
  readonly entries: number;
  readonly nameBytes: number;
  readonly collectionBytes: number;
  readonly mediaListBytes: number;
  /** Up to here nothing is suspicious, however well it was compressed. */
  readonly freeBytes: number;
  /** Beyond freeBytes: unpacked may be so many times the packed size. */
  readonly ratio: number;
}

export const UNPACK_LIMITS: UnpackLimits = {
  entries: 200_000,
  nameBytes: 1024,
  collectionBytes: 4 * 1024 ** 3,
  mediaListBytes: 64 * 1024 ** 2,
  freeBytes: 64 * 1024 ** 2,
  ratio: 200,
};

/** How many bytes so many packed ones may come to. */
export function allowedBytes(packedBytes: number, maxBytes: number, limits: UnpackLimits): number {
  return Math.min(maxBytes, Math.max(limits.freeBytes, packedBytes * limits.ratio));
}

/** Passes the pieces on until they exceed what the limits allow for so many packed bytes; then throws AppError file-too-large. */
export async function* capBytes(pieces: AsyncIterable<Uint8Array>, packedBytes: number, maxBytes: number, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  const allowed = allowedBytes(packedBytes, maxBytes, limits);
  let total = 0;
  for await (const piece of pieces) {
    total += piece.byteLength;
    if (total > allowed) throw describeTooLarge();
    yield piece;
  }
}
