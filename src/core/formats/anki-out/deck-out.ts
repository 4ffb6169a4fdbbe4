/** Decks of ours as Anki’s, in both forms that collections keep them in. */

import type { AnkiDeckOut } from './collection-outline.ts';
import { encodeBlob } from './proto-blob.ts';

/** An entry of `col.decks` (schema 11). */
export function writeDeckJson(deck: AnkiDeckOut, modifiedAtSeconds: number): Readonly<Record<string, unknown>> {
  return {
    id: deck.id,
    mod: modifiedAtSeconds,
    name: deck.name,
    usn: -1,
    lrnToday: [0, 0],
    revToday: [0, 0],
    newToday: [0, 0],
    timeToday: [0, 0],
    collapsed: false,
    browserCollapsed: false,
    desc: deck.description,
    dyn: 0,
    conf: deck.presetId,
    extendNew: 0,
    extendRev: 0,
  };
}

/** The blob `decks.kind`: message Deck.KindContainer { normal = 1 {config_id = 1, description = 4} }. */
export function writeDeckBlob(deck: AnkiDeckOut): Uint8Array {
  return encodeBlob((blob) => {
    blob.message(1, (normal) => {
      normal.int(1, deck.presetId);
      normal.text(4, deck.description);
    });
  });
}
