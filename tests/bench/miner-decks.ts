/** The decks that the miner is measured on, read into one temporary library, and how a note is named without quoting it. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { createClient } from '../../src/contract/client.ts';
import type { MinerNote } from '../../src/core/contrast/mine-note.ts';

export interface MinerDeck {
  readonly file: string;
  /** Rules and weights were set by looking at the tuning decks alone, but see the bench's note. */
  readonly half: 'tuning' | 'held-out';
  /** How many proposals were judged at most, spread evenly over the best 200. */
  readonly judged: number;
}

export const MINER_DECKS: readonly MinerDeck[] = [
  { file: 'all-decks-kin-7k.txt', half: 'tuning', judged: 24 },
  { file: 'kedar-45decks.anki21', half: 'tuning', judged: 20 },
  { file: 'spanish-freqdict-5000.apkg', half: 'tuning', judged: 24 },
  { file: 'cmn-tatoeba-bom.txt', half: 'tuning', judged: 16 },
  { file: 'ankidroid-templates.apkg', half: 'tuning', judged: 10 },
  { file: 'fluid-spanish-real.apkg', half: 'held-out', judged: 24 },
  { file: 'kit-linalg-1-de.apkg', half: 'held-out', judged: 20 },
  { file: 'jlpt_N4_vocab_examples.csv', half: 'held-out', judged: 24 },
  { file: 'steuerrecht2-hiertags-de.apkg', half: 'held-out', judged: 20 },
  { file: 'all-decks-filtered.apkg', half: 'held-out', judged: 20 },
  { file: 'xiehanzi-2.0-script-audio.apkg', half: 'held-out', judged: 20 },
];

export const DECKS_DIR = process.env['VERSUS_DECKS_DIR'] ?? join(import.meta.dirname, '../../../shared/decks/files');

export function listPresentDecks(): readonly MinerDeck[] {
  return MINER_DECKS.filter(({ file }) => existsSync(join(DECKS_DIR, file)));
}

/** Imports the files, each below a deck of its own name. */
export async function importDecks(libraryDir: string, decks: readonly MinerDeck[]): Promise<void> {
  const backend = createBackend({ libraryDir, clock: systemClock, random: () => 0.5, withStarterDeck: false });
  const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no uploads here')) });
  try {
    for (const { file } of decks) {
      const ended = new Promise<void>((resolve, reject) => {
        const off = backend.onEvent((event) => {
          if (event.type !== 'job' || event.status.status === 'running') return;
          off();
          if (event.status.status === 'done') resolve();
          else reject(new Error(`${file}: ${JSON.stringify(event.status)}`));
        });
      });
      await client.call('import.start', { ticket: backend.offerFile(join(DECKS_DIR, file)), options: { deckName: file } });
      await ended;
    }
  } finally {
    await backend.close();
  }
}

/** The first eight hex digits of the SHA-1 of what the miner read of the note. */
export function nameNote({ front, back }: Pick<MinerNote, 'front' | 'back'>): string {
  return createHash('sha1').update(`${front}\u001f${back}`).digest('hex').slice(0, 8);
}

/** Up to `count` of the items, spread evenly from the first. */
export function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as Item);
}
