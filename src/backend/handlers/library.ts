/** Handlers for decks, presets, undo, settings and drafts. */

import type { libraryContract } from '../../contract/library.ts';
import { assignPreset, countDecksOfPreset, freePresetName, getPreset, insertPreset, updatePreset } from '../../store/presets.ts';
import { createDeck, deleteDeck, getDeck, renameDeck } from '../../store/decks.ts';
import { discardDraft, getDraft, saveDraft } from '../../store/drafts.ts';
import { readSchemaVersion } from '../../store/migrate.ts';
import type { Topic } from '../../contract/transport.ts';
import { readAppSettings, writeAppSettings } from '../app-settings.ts';
import { readAppVersion } from '../app-version.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { readOverview } from '../overview.ts';

export const libraryHandlers: HandlersOf<typeof libraryContract> = {
  'library.overview': (context) => readOverview(context),
  'library.about': ({ library }) => ({
    libraryDir: library.dir,
    schemaVersion: readSchemaVersion(library.database),
    appVersion: readAppVersion(),
  }),
  'deck.get': ({ library: { database } }, { deckId }) => {
    const deck = getDeck(database, deckId);
    const preset = getPreset(database, deck.presetId);
    return {
      id: deck.id,
      name: deck.name,
      description: deck.description,
      presetId: preset.id,
      presetName: preset.name,
      preset: preset.settings,
      presetDeckCount: countDecksOfPreset(database, preset.id),
    };
  },
  'deck.create': ({ library, clock, describe }, { name }) => {
    const deckId = createDeck(library.database, name, clock.nowMillis());
    describe(`Create deck “${getDeck(library.database, deckId).name}”`);
    return { deckId };
  },
  'deck.rename': ({ library, clock, describe }, { deckId, name }) => {
    const before = getDeck(library.database, deckId).name;
    const after = renameDeck(library.database, deckId, name, clock.nowMillis());
    describe(`Rename deck “${before}”`);
    return { name: after };
  },
  'deck.delete': ({ library, describe }, { deckId }) => {
    describe(`Delete deck “${getDeck(library.database, deckId).name}”`);
    return deleteDeck(library.database, deckId);
  },
  'preset.update': ({ library: { database }, clock }, { deckId, settings, forThisDeckOnly }) => {
    const deck = getDeck(database, deckId);
    const nowMillis = clock.nowMillis();
    if (!forThisDeckOnly || countDecksOfPreset(database, deck.presetId) === 1) {
      updatePreset(database, deck.presetId, settings, nowMillis);
      return { presetId: deck.presetId };
    }
    const presetId = insertPreset(database, freePresetName(database, deck.name), settings, nowMillis);
    assignPreset(database, deckId, presetId, nowMillis);
    return { presetId };
  },
  'preset.assign': ({ library: { database }, clock }, { deckId, presetId }) => {
    assignPreset(database, getDeck(database, deckId).id, getPreset(database, presetId).id, clock.nowMillis());
    return null;
  },
  'undo.state': ({ library }) => library.undoState(),
  'undo.undo': ({ library }) => ({ label: library.undo() }),
  'undo.redo': ({ library }) => ({ label: library.redo() }),
  'settings.get': ({ library }) => readAppSettings(library),
  'settings.update': ({ library }, patch) => {
    writeAppSettings(library, patch);
    return readAppSettings(library);
  },
  'draft.get': ({ library }, { key }) => getDraft(library.database, key),
  'draft.save': ({ library, clock }, { key, body }) => {
    saveDraft(library.database, key, body, clock.nowMillis());
    return null;
  },
  'draft.discard': ({ library }, { key }) => {
    discardDraft(library.database, key);
    return null;
  },
};

/** What undo may have moved: anything but drafts. */
const EVERYTHING: readonly Topic[] = ['decks', 'notes', 'cards', 'noteTypes', 'presets', 'settings', 'media', 'undo', 'contrast', 'practice'];

export const libraryRules = {
  'deck.create': { label: 'Create deck', topics: ['decks'] },
  'deck.rename': { label: 'Rename deck', topics: ['decks', 'notes', 'cards'] },
  'deck.delete': { label: 'Delete deck', topics: ['decks', 'notes', 'cards'] },
  'preset.update': { label: 'Change study options', topics: ['presets', 'decks'] },
  'preset.assign': { label: 'Change study options', topics: ['presets', 'decks'] },
  'undo.undo': { unwrapped: true, topics: EVERYTHING },
  'undo.redo': { unwrapped: true, topics: EVERYTHING },
  'settings.update': { label: 'Change settings', topics: ['settings', 'decks'] },
  'draft.save': { label: null, topics: [] },
  'draft.discard': { label: null, topics: ['drafts'] },
} satisfies Partial<CommandRules>;
