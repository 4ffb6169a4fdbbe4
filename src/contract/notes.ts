/** Notes, note types and the rendering of their cards. */

import * as z from 'zod';
import type { Flag, Note, NoteType } from '../core/cards/model.ts';
import type { CardSound, RenderedCard, RenderedSide } from '../core/cards/rendered-card.ts';
import type { CardId, DeckId, NoteId } from '../core/ids.ts';
import { command, query } from './operation.ts';
import { cardId, deckId, fields, fileTicket, flag, nothing, noteId, noteTypeId, tags } from './schemas.ts';

export interface NoteDetail extends Note {
  readonly cards: readonly { readonly cardId: CardId; readonly ordinal: number; readonly deckId: DeckId; readonly deckName: string }[];
}

export interface NoteRow {
  readonly noteId: NoteId;
  /** The first field without markup, shortened to 200 characters. */
  readonly title: string;
  readonly tags: readonly string[];
  readonly noteTypeName: string;
  readonly deckName: string;
  readonly cardCount: number;
}

export type { CardSound, RenderedCard, RenderedSide };

export const notesContract = {
  'noteType.list': query<readonly NoteType[]>()(nothing),
  'note.get': query<NoteDetail>()(z.strictObject({ noteId })),
  /** Notes of a deck (and the decks below) or of all; `text` is words that must all occur. Newest first. */
  'note.search': query<{ rows: readonly NoteRow[]; total: number }>()(
    z.strictObject({ text: z.string().max(1000), deckId: deckId.nullable(), limit: z.int().min(1).max(500), offset: z.int().nonnegative() }),
  ),
  /** Other notes of the type whose first field reads the same. */
  'note.duplicates': query<readonly NoteRow[]>()(
    z.strictObject({ noteTypeId, firstField: z.string(), exceptNoteId: noteId.nullable() }),
  ),
  /** Adds a note and its cards. Throws bad-input, with a sentence, when it would yield no card. */
  'note.add': command<{ noteId: NoteId; cardCount: number }>()(z.strictObject({ noteTypeId, deckId, fields, tags })),
  /** Changes a note; cards are added and removed as its fields ask. `deckId`, when given, moves all its cards. */
  'note.update': command<{ cardCount: number }>()(
    z.strictObject({ noteId, noteTypeId: noteTypeId.optional(), deckId: deckId.optional(), fields, tags }),
  ),
  'note.delete': command<{ noteCount: number }>()(z.strictObject({ noteIds: z.array(noteId).min(1).max(100_000) })),
  'card.render': query<RenderedCard>()(z.strictObject({ cardId })),
  /** How the cards of a note being edited would look; nothing is stored. */
  'note.preview': query<readonly { readonly name: string; readonly card: RenderedCard }[]>()(
    z.strictObject({ noteTypeId, deckId: deckId.nullable(), fields, tags }),
  ),
  'card.flag': command<null>()(z.strictObject({ cardId, flag })),
  'card.suspend': command<null>()(z.strictObject({ cardId, suspended: z.boolean() })),
  /** Buries the card until the next study day. */
  'card.bury': command<null>()(z.strictObject({ cardId })),
  /**
   * Takes a picture, a sound or a video into the library and returns the name that fields refer to it by: its own, or one like it when
   * that is taken by another file. Throws format-unsupported, file-empty, file-too-large and file-unreadable.
   */
  'media.add': command<{ name: string }>()(z.strictObject({ ticket: fileTicket })),
  /** Same-origin addresses of the files of these names, in their order; null for those that the library does not have. */
  'media.find': query<readonly (string | null)[]>()(z.strictObject({ names: z.array(z.string().max(1000)).max(1000) })),
  /** All tags in use, sorted; for completion in the editor. */
  'tag.list': query<readonly string[]>()(nothing),
};

export type { Flag };
