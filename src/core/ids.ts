/** Branded row ids: a deck's id cannot be passed where a card's is meant. */

declare const idKind: unique symbol;
type Id<Kind extends string> = number & { readonly [idKind]: Kind };

export type DeckId = Id<'deck'>;
export type PresetId = Id<'preset'>;
export type NoteTypeId = Id<'noteType'>;
export type NoteId = Id<'note'>;
export type CardId = Id<'card'>;
export type ConceptId = Id<'concept'>;
export type ConceptSetId = Id<'conceptSet'>;
/** Names a background job of this process; not stored. */
export type JobId = string & { readonly [idKind]: 'job' };
/** Names a file that a host has taken in, so that paths never cross the contract. */
export type FileTicket = string & { readonly [idKind]: 'fileTicket' };
/** Names a place that a host lets a file be written to. */
export type SaveTicket = string & { readonly [idKind]: 'saveTicket' };
