/** Renders cards from what the library holds: a stored card, and the cards that a note being edited would have. */

import type { RenderedCard } from '../contract/notes.ts';
import { listCardOrdinals } from '../core/cards/card-ordinals.ts';
import { renderCard } from '../core/cards/render-card.ts';
import type { CardId, DeckId, NoteTypeId } from '../core/ids.ts';
import type { Database } from '../store/library.ts';
import { getCard } from '../store/cards.ts';
import { getDeck } from '../store/decks.ts';
import { mediaUrlOf } from '../store/media.ts';
import { getNoteType } from '../store/note-types.ts';
import { getNote } from '../store/notes.ts';

/** The card as it looks now. Throws AppError not-found. */
export function renderStoredCard(database: Database, cardId: CardId): RenderedCard {
  const card = getCard(database, cardId);
  const note = getNote(database, card.noteId);
  return renderCard({
    noteType: getNoteType(database, note.noteTypeId),
    fields: note.fields,
    tags: note.tags,
    deckName: getDeck(database, card.deckId).name,
    ordinal: card.ordinal,
    flag: card.flag,
    mediaUrlOf: (name) => mediaUrlOf(database, name),
  });
}

export interface EditedNote {
  readonly noteTypeId: NoteTypeId;
  readonly deckId: DeckId | null;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

/** The cards that the note would have, each with its name; nothing is stored. Throws AppError not-found. */
export function renderNotePreview(database: Database, note: EditedNote): readonly { readonly name: string; readonly card: RenderedCard }[] {
  const { fields, tags } = note;
  const noteType = getNoteType(database, note.noteTypeId);
  const deckName = note.deckId === null ? '' : getDeck(database, note.deckId).name;
  return listCardOrdinals(noteType, fields).map((ordinal) => ({
    name: noteType.kind === 'cloze' ? `Gap ${ordinal + 1}` : (noteType.templates[ordinal]?.name ?? ''),
    card: renderCard({ noteType, fields, tags, deckName, ordinal, flag: 0, mediaUrlOf: (name) => mediaUrlOf(database, name) }),
  }));
}
