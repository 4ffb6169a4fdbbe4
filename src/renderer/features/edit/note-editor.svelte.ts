/** The state of the editor: a note being written or changed, kept safe as a draft, with its duplicates and its cards shown along the way. */

import type { Client } from '../../../contract/client.ts';
import type { NoteDetail } from '../../../contract/notes.ts';
import type { NoteType } from '../../../core/cards/model.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { DeckId, NoteId, NoteTypeId } from '../../../core/ids.ts';
import { flattenDecks } from '../../shared/flatten-decks.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { sendMediaFiles } from './media-files.ts';
import { carryFields, draftKeyOf, fieldsOfNextNote, fitFields, hasContent, isSameContent, parseDraft, type EditTarget, type NoteDraft } from './note-draft.ts';
import { NoteHints } from './note-hints.svelte.ts';

export interface DeckChoice {
  readonly id: DeckId;
  readonly name: string;
}

/** What was just saved, for the line that says so. */
export interface SavedNote {
  readonly noteId: NoteId;
  readonly cardCount: number;
  readonly kind: 'added' | 'changed';
}

export class NoteEditor {
  readonly target: EditTarget;
  readonly hints: NoteHints;
  stage = $state<'loading' | 'ready' | 'failed'>('loading');
  noteTypes = $state.raw<readonly NoteType[]>([]);
  decks = $state.raw<readonly DeckChoice[]>([]);
  knownTags = $state.raw<readonly string[]>([]);
  noteTypeId = $state.raw<NoteTypeId | null>(null);
  deckId = $state.raw<DeckId | null>(null);
  fields = $state.raw<readonly string[]>([]);
  tags = $state.raw<readonly string[]>([]);
  /** The note as stored, in edit mode. */
  stored = $state.raw<NoteDetail | null>(null);
  /** Why the last attempt to load, save or delete did not succeed. */
  problem = $state.raw<ErrorReport | null>(null);
  saving = $state(false);
  saved = $state.raw<SavedNote | null>(null);
  /** When the draft that stands in the editor was saved; null when it is not a restored one. */
  restoredAtMillis = $state.raw<number | null>(null);
  /** Raised whenever the fields are replaced from outside the typing, so that their editors show the new text. */
  revision = $state(0);

  readonly noteType = $derived(this.noteTypes.find((type) => type.id === this.noteTypeId) ?? null);
  readonly deck = $derived(this.decks.find((deck) => deck.id === this.deckId) ?? null);
  readonly changed = $derived.by(() => {
    const draft = this.#toDraft();
    if (draft === null) return false;
    return this.#differs(draft);
  });

  readonly #client: Client;
  readonly #draft: DraftKeeper;
  /** The stored note as a draft; null for a new note. */
  #baseline = $state.raw<NoteDraft | null>(null);

  constructor(client: Client, target: EditTarget) {
    this.#client = client;
    this.target = target;
    this.#draft = new DraftKeeper(client, draftKeyOf(target), () => this.#toKeptDraft());
    this.hints = new NoteHints(client, target.mode === 'edit' ? target.noteId : null, () => this.#toDraft());
  }

  /** Fetches what the editor needs and puts back the draft, if one is there; ends in ready or failed. */
  async load(): Promise<void> {
    try {
      const [noteTypes, overview, draft] = await Promise.all([
        this.#client.call('noteType.list', {}),
        this.#client.call('library.overview', {}),
        this.#draft.read(),
        this.refreshTags(),
      ]);
      this.noteTypes = noteTypes;
      this.decks = flattenDecks(overview.decks);
      if (this.target.mode === 'edit') await this.#loadStored(this.target.noteId);
      else this.#beginNew(this.target.deckId, overview.suggestedDeckId);
      this.#restoreDraft(draft);
      this.stage = 'ready';
      this.hints.follow();
    } catch (error) {
      this.problem = toErrorReport(error);
      this.stage = 'failed';
    }
  }

  setField(index: number, html: string): void {
    if (this.fields[index] === html) return;
    this.fields = this.fields.with(index, html);
    if (index === 0) this.hints.followFirstField();
    this.#touch();
  }

  setTags(tags: readonly string[]): void {
    this.tags = tags;
    this.#touch();
  }

  setDeck(deckId: DeckId): void {
    this.deckId = deckId;
    this.#touch();
  }

  /** Chooses another note type and carries the texts over; see carryFields. */
  setNoteType(noteTypeId: NoteTypeId): void {
    const from = this.noteType;
    const to = this.noteTypes.find((type) => type.id === noteTypeId);
    if (to === undefined || to === from) return;
    this.noteTypeId = to.id;
    this.fields = from === null ? fitFields([], to) : carryFields(this.fields, from, to);
    this.revision += 1;
    this.hints.followFirstField();
    this.#touch();
  }

  /** Makes a deck of that name and chooses it; an existing one is chosen as it is. */
  async chooseDeckNamed(name: string): Promise<void> {
    const existing = this.decks.find((deck) => deck.name.toLowerCase() === name.trim().toLowerCase());
    if (existing !== undefined) {
      this.setDeck(existing.id);
      return;
    }
    try {
      const { deckId } = await this.#client.call('deck.create', { name });
      this.decks = flattenDecks((await this.#client.call('library.overview', {})).decks);
      this.setDeck(deckId);
    } catch (error) {
      this.problem = toErrorReport(error);
    }
  }

  /** Stores the note. In add mode the fields are emptied for the next one. Returns whether it succeeded; the problem says why not. */
  async save(): Promise<boolean> {
    const { noteTypeId, deckId } = this;
    if (this.saving || this.stage !== 'ready' || noteTypeId === null) return false;
    if (deckId === null) {
      this.problem = { code: 'conflict', message: 'Choose a deck first, so that the cards have a place.' };
      return false;
    }
    this.saving = true;
    this.#draft.wait();
    try {
      if (this.target.mode === 'add') await this.#add(noteTypeId, deckId);
      else await this.#update(this.target.noteId, noteTypeId, deckId);
      this.problem = null;
      this.restoredAtMillis = null;
      void this.refreshTags();
      return true;
    } catch (error) {
      this.problem = toErrorReport(error);
      this.#draft.keepSoon();
      return false;
    } finally {
      this.saving = false;
    }
  }

  /** Deletes the note that is being changed, with its cards; undo brings it back. */
  async delete(): Promise<boolean> {
    if (this.target.mode !== 'edit') return false;
    try {
      this.#draft.wait();
      await this.#client.call('note.delete', { noteIds: [this.target.noteId] });
      await this.#draft.discard();
      return true;
    } catch (error) {
      this.problem = toErrorReport(error);
      return false;
    }
  }

  /** Keeps the draft at once instead of after the pause, for when the focus or the screen is left. */
  async keepDraft(): Promise<void> {
    await this.#draft.keepNow();
  }

  /** Throws the draft away: an empty note, or the stored one as it is. */
  async discardDraft(): Promise<void> {
    this.#draft.wait();
    this.restoredAtMillis = null;
    this.problem = null;
    if (this.#baseline === null) {
      this.fields = this.#emptyFields();
      this.tags = [];
    } else this.#show(this.#baseline);
    this.revision += 1;
    this.hints.follow();
    await this.#draft.discard();
  }

  /** Takes pictures, sounds or videos into the library and returns their names; null when one was refused (the problem says why). */
  async addFiles(files: readonly File[]): Promise<readonly string[] | null> {
    try {
      return await sendMediaFiles(this.#client, files);
    } catch (error) {
      this.problem = toErrorReport(error);
      return null;
    }
  }

  async refreshTags(): Promise<void> {
    this.knownTags = await this.#client.call('tag.list', {});
  }

  async #add(noteTypeId: NoteTypeId, deckId: DeckId): Promise<void> {
    const { noteId, cardCount } = await this.#client.call('note.add', { noteTypeId, deckId, fields: [...this.fields], tags: [...this.tags] });
    this.saved = { noteId, cardCount, kind: 'added' };
    this.fields = this.#emptyFields();
    this.revision += 1;
    this.hints.clear();
    // An empty draft remembers deck and note type for the next time.
    await this.#draft.store();
  }

  async #update(noteId: NoteId, noteTypeId: NoteTypeId, deckId: DeckId): Promise<void> {
    const moved = this.#baseline?.deckId !== deckId;
    const { cardCount } = await this.#client.call('note.update', {
      noteId,
      noteTypeId,
      fields: [...this.fields],
      tags: [...this.tags],
      ...(moved ? { deckId } : {}),
    });
    this.saved = { noteId, cardCount, kind: 'changed' };
    this.stored = await this.#client.call('note.get', { noteId });
    this.#baseline = this.#toDraft();
    await this.#draft.discard();
  }

  async #loadStored(noteId: NoteId): Promise<void> {
    const note = await this.#client.call('note.get', { noteId });
    const noteType = this.noteTypes.find((type) => type.id === note.noteTypeId);
    this.stored = note;
    this.#baseline = {
      noteTypeId: note.noteTypeId,
      deckId: note.cards[0]?.deckId ?? null,
      fields: noteType === undefined ? note.fields : fitFields(note.fields, noteType),
      tags: note.tags,
    };
    this.#show(this.#baseline);
  }

  #beginNew(deckId: DeckId | null, suggestedDeckId: DeckId | null): void {
    const noteType = this.noteTypes[0];
    if (noteType === undefined) return;
    this.#show({ noteTypeId: noteType.id, deckId: deckId ?? suggestedDeckId ?? this.decks[0]?.id ?? null, fields: fitFields([], noteType), tags: [] });
  }

  #restoreDraft(stored: { readonly body: unknown; readonly savedAtMillis: number } | null): void {
    const draft = stored === null ? null : parseDraft(stored.body, this.noteTypes);
    if (stored === null || draft === null) return;
    const differs = this.#differs(draft);
    const wantedDeck = this.target.mode === 'add' && !differs ? this.target.deckId : null;
    const draftDeck = this.decks.some((deck) => deck.id === draft.deckId) ? draft.deckId : null;
    if (this.#baseline !== null && !differs) return;
    this.#show({ ...draft, deckId: wantedDeck ?? draftDeck ?? this.deckId });
    if (differs) this.restoredAtMillis = stored.savedAtMillis;
  }

  #show(draft: NoteDraft): void {
    this.noteTypeId = draft.noteTypeId;
    this.deckId = draft.deckId;
    this.fields = draft.fields;
    this.tags = draft.tags;
    this.revision += 1;
  }

  #toDraft(): NoteDraft | null {
    if (this.noteTypeId === null) return null;
    return { noteTypeId: this.noteTypeId, deckId: this.deckId, fields: this.fields, tags: this.tags };
  }

  /** True when leaving would lose something that is neither stored nor carried over anyway. */
  #differs(draft: NoteDraft): boolean {
    if (this.#baseline !== null) return !isSameContent(draft, this.#baseline);
    const noteType = this.noteTypes.find((type) => type.id === draft.noteTypeId);
    return noteType !== undefined && hasContent(draft, noteType);
  }

  #emptyFields(): string[] {
    return this.noteType === null ? [] : fieldsOfNextNote(this.fields, this.noteType);
  }

  #touch(): void {
    this.problem = null;
    this.saved = null;
    this.#draft.keepSoon();
    this.hints.followCards();
  }

  /** What is worth keeping: of a note without content of its own, what the next one begins with. */
  #toKeptDraft(): NoteDraft | null {
    const draft = this.#toDraft();
    return draft === null || this.#differs(draft) ? draft : { ...draft, tags: [] };
  }
}
