/** An export of any size that is made up as it is read: notes with pictures, half of them learned, in twenty decks. */

import { createHash } from 'node:crypto';
import { systemClock } from '../../src/backend/system-clock.ts';
import { BUILT_IN_NOTE_TYPES } from '../../src/core/cards/built-in-note-types.ts';
import type { ExportedMedia, ExportedNote, ExportedReview, ExportSource } from '../../src/core/formats/export-source.ts';
import type { CardId, DeckId, NoteId, NoteTypeId, PresetId } from '../../src/core/ids.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import type { CardSchedule } from '../../src/core/scheduling/model.ts';
import { DAY_MILLIS, readStudyMoment } from '../../src/core/scheduling/study-day.ts';
import { NEW_CARD } from '../fixtures/export-source.ts';

const DECKS = 20;
const MEDIA_BYTES = 4000;
const WORDS = 'order change people plan budget trust control risk team goal measure habit story question answer river mountain border treaty'.split(' ');

/** Ten to thirty words, the same ones for the same number. */
function sentence(seed: number): string {
  return Array.from({ length: 10 + (seed % 21) }, (_, index) => `${WORDS[(seed * 5 + index * 11) % WORDS.length] ?? ''}${String((seed + index * 29) % 997)}`).join(' ');
}

/** Pictures are compressed, so these bytes hardly are. */
function pictureBytes(index: number): Uint8Array {
  const parts = Array.from({ length: Math.ceil(MEDIA_BYTES / 64) }, (_, part) => createHash('sha512').update(`${String(index)} ${String(part)}`).digest());
  return Buffer.concat(parts).subarray(0, MEDIA_BYTES);
}

async function* readPicture(index: number): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(pictureBytes(index));
}

/** Every file is on a card. */
export function makeBenchSource(noteCount: number, mediaCount: number): ExportSource {
  const moment = readStudyMoment(systemClock, 4);
  const noteType = BUILT_IN_NOTE_TYPES.find(({ name }) => name === 'Basic');
  if (noteType === undefined) throw new Error('there is no note type Basic');
  const noteTypeId = 1 as NoteTypeId;
  const presetId = 1 as PresetId;
  const every = Math.max(1, Math.floor(noteCount / mediaCount));
  const firstMillis = moment.nowMillis - 1000 * DAY_MILLIS;
  const lastReviewOf = (index: number): number => moment.nowMillis - 30 * DAY_MILLIS + index;
  const scheduleOf = (index: number): CardSchedule =>
    index % 2 === 0
      ? { ...NEW_CARD, position: index + 1 }
      : {
          ...NEW_CARD,
          state: 'review',
          dueDay: moment.today + (index % 60) - 20,
          memory: { stability: 20.5, difficulty: 5.25 },
          lastReviewedAtMillis: lastReviewOf(index),
          intervalDays: 20,
          reviewCount: 1,
        };
  function* notes(): Generator<ExportedNote> {
    for (let index = 0; index < noteCount; index += 1) {
      const image = mediaCount > 0 && index % every === 0 ? ` <img src="image${String(Math.floor(index / every) % mediaCount)}.png">` : '';
      const id = (index + 1) as NoteId;
      const atMillis = firstMillis + index;
      const deckId = (1 + (index % DECKS)) as DeckId;
      yield {
        id,
        guid: `bench${String(index)}`,
        noteTypeId,
        fields: [`<b>${sentence(index)}</b>${image}`, sentence(index + 1_000_003)],
        tags: [index % 2 === 0 ? 'even' : 'odd', `part::${String(index % 40)}`],
        createdAtMillis: atMillis,
        modifiedAtMillis: atMillis,
        cards: [{ id: (index + 1) as CardId, noteId: id, ordinal: 0, deckId, schedule: scheduleOf(index), suspended: false, buried: null, flag: 0, modifiedAtMillis: atMillis }],
      };
    }
  }
  function* reviews(): Generator<ExportedReview> {
    for (let index = 1; index < noteCount; index += 2) {
      yield { cardId: (index + 1) as CardId, reviewedAtMillis: lastReviewOf(index), rating: 3, kind: 'learning', stateBefore: 'new', elapsedDays: 0, intervalDays: 20, difficultyAfter: 5.25, durationMillis: 4000 };
    }
  }
  function* media(): Generator<ExportedMedia> {
    for (let index = 0; index < mediaCount; index += 1) {
      const name = `image${String(index)}.png`;
      const sha256 = createHash('sha256').update(name).digest('hex');
      yield { name, sha256, sizeBytes: MEDIA_BYTES, readBytes: () => readPicture(index) };
    }
  }
  return {
    title: 'Bench',
    nowMillis: moment.nowMillis,
    moment,
    zoneOffsetMinutesAt: systemClock.zoneOffsetMinutesAt,
    withSchedule: true,
    withMedia: true,
    counts: { notes: noteCount, cards: noteCount, reviews: Math.floor(noteCount / 2), media: mediaCount, mediaBytes: mediaCount * MEDIA_BYTES },
    decks: Array.from({ length: DECKS }, (_, index) => ({ id: (index + 1) as DeckId, name: `Deck ${String(index)}`, description: '', presetId })),
    presets: [{ id: presetId, name: 'Default', settings: DEFAULT_PRESET }],
    noteTypes: [{ ...noteType, id: noteTypeId }],
    conceptSets: [],
    notes,
    reviews,
    media,
    throwIfCancelled: () => undefined,
    progress: () => undefined,
  };
}
