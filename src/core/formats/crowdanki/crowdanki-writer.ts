/**
 * Writes decks for CrowdAnki: `deck.json` and a folder `media` for each deck at the top, with every key that its importer asks for.
 * Keys, decks and notes stand in a fixed order and ids are made from names, so that a second export differs where the deck does.
 */

import { v5 as makeUuid } from 'uuid';
import { readCssMediaReferences, readMediaReferences } from '../../cards/media-references.ts';
import { AppError } from '../../errors.ts';
import type { NoteTypeId, PresetId } from '../../ids.ts';
import { describeNoteType } from '../anki-out/describe-note-type.ts';
import { describePreset } from '../anki-out/describe-preset.ts';
import type { ExportedNote, ExportedNoteType, ExportSource } from '../export-source.ts';
import { KEEPS_EVERYTHING, KEEPS_NO_STUDY } from '../format-writer.ts';
import type { FormatWriter, WrittenFile } from '../format-writer.ts';
import { cleanMediaName } from '../media-name.ts';
import { describeScatteredNotes } from '../note-deck.ts';
import { growForest, type DeckNode } from './deck-tree.ts';
import { formatJson, formatList, formatObject } from './write-json.ts';

/** Made once at random, for this purpose alone. */
const NAMESPACE = '7d0a3c64-95c1-4b5e-8f6e-2a1c9be0d7f3';
const NOTES_PER_REPORT = 500;

function uuidOf(kind: 'deck' | 'note-model' | 'deck-config', name: string): string {
  return makeUuid(`${kind}\n${name}`, NAMESPACE);
}

interface Ids {
  readonly noteTypes: ReadonlyMap<NoteTypeId, string>;
  readonly presets: ReadonlyMap<PresetId, string>;
}

/** Files that the note types name in their templates and styles; Anki takes these and all that begin with `_` along with each deck. */
function listTemplateMedia(noteTypes: readonly ExportedNoteType[]): readonly string[] {
  return noteTypes.flatMap(({ css, templates }) => [
    ...readCssMediaReferences(css),
    ...templates.flatMap(({ questionFormat, answerFormat }) => readMediaReferences(questionFormat + answerFormat)),
  ]);
}

function listNoteMedia(notes: readonly ExportedNote[], existing: ReadonlySet<string>): Set<string> {
  const used = new Set<string>();
  if (existing.size === 0) return used;
  for (const { fields } of notes) {
    for (const field of fields) for (const name of readMediaReferences(field)) if (existing.has(name)) used.add(name);
  }
  return used;
}

function usedBy(node: DeckNode): { readonly noteTypes: Set<NoteTypeId>; readonly presets: Set<PresetId> } {
  const used = { noteTypes: new Set<NoteTypeId>(), presets: new Set<PresetId>() };
  const visit = ({ deck, notes, children }: DeckNode): void => {
    used.presets.add(deck.presetId);
    for (const { noteTypeId } of notes) used.noteTypes.add(noteTypeId);
    children.forEach(visit);
  };
  visit(node);
  return used;
}

interface DeckFile {
  readonly source: ExportSource;
  readonly ids: Ids;
  readonly existingMedia: ReadonlySet<string>;
  readonly onNote: () => void;
}

function* formatDeck(node: DeckNode, root: DeckNode, file: DeckFile, depth: number): Generator<string> {
  const { source, ids } = file;
  const used = node === root ? usedBy(root) : null;
  const noteTypes = source.noteTypes.filter(({ id }) => used?.noteTypes.has(id));
  const mediaFiles = listNoteMedia(node.notes, file.existingMedia);
  if (used !== null) {
    for (const name of listTemplateMedia(noteTypes)) if (file.existingMedia.has(name)) mediaFiles.add(name);
    for (const name of file.existingMedia) if (name.startsWith('_')) mediaFiles.add(name);
  }
  const values = {
    __type__: 'Deck',
    crowdanki_uuid: uuidOf('deck', node.deck.name),
    deck_config_uuid: ids.presets.get(node.deck.presetId) ?? '',
    desc: node.deck.description,
    dyn: 0,
    extendNew: 0,
    extendRev: 0,
    media_files: [...mediaFiles].sort(),
    name: node.name,
    ...(used === null
      ? {}
      : {
          deck_configurations: source.presets
            .filter(({ id }) => used.presets.has(id))
            .map(({ id, name, settings }) => ({ __type__: 'DeckConfig', crowdanki_uuid: ids.presets.get(id), ...describePreset(name, settings) })),
          note_models: noteTypes.map((noteType) => ({
            __type__: 'NoteModel',
            crowdanki_uuid: ids.noteTypes.get(noteType.id),
            ...describeNoteType(noteType),
          })),
        }),
  };
  const formatChildren = (inner: number): Generator<string> =>
    formatList(node.children.map((child) => formatDeck(child, root, file, inner + 1)), inner);
  const formatNotes = (inner: number): Generator<string> => formatList(listNotes(node.notes, file, inner + 1), inner);
  yield* formatObject(values, { children: formatChildren, notes: formatNotes }, depth);
}

function* listNotes(notes: readonly ExportedNote[], { ids, onNote }: DeckFile, depth: number): Generator<readonly string[]> {
  for (const { guid, fields, tags, noteTypeId } of notes) {
    onNote();
    yield [formatJson({ __type__: 'Note', fields, guid, note_model_uuid: ids.noteTypes.get(noteTypeId), tags }, depth)];
  }
}

function* formatFile(root: DeckNode, file: DeckFile): Generator<string> {
  yield* formatDeck(root, root, file, 0);
  yield '\n';
}

/** A folder for each root when there are several, named as CrowdAnki names them; no two alike in any case. */
function nameFolders(roots: readonly DeckNode[]): readonly string[] {
  if (roots.length === 1) return [''];
  const taken = new Set<string>();
  return roots.map(({ name }) => {
    const base = cleanMediaName(name.replaceAll(/[:*?"<>|/\\ \n]/g, '_')) ?? 'deck';
    let folder = base;
    for (let copy = 2; taken.has(folder.toLowerCase()); copy += 1) folder = `${base}_${String(copy)}`;
    taken.add(folder.toLowerCase());
    return `${folder}/`;
  });
}

function nameIds(source: ExportSource): Ids {
  return {
    noteTypes: new Map(source.noteTypes.map(({ id, name }) => [id, uuidOf('note-model', name)])),
    presets: new Map(source.presets.map(({ id, name }) => [id, uuidOf('deck-config', name)])),
  };
}

function* write(source: ExportSource): Generator<WrittenFile> {
  const roots = growForest(source);
  if (roots.length === 0) throw new AppError('format-unsupported', 'There are no notes to write for CrowdAnki.');
  const folders = nameFolders(roots);
  const media = source.withMedia ? [...source.media()] : [];
  const existingMedia = new Set(media.map(({ name }) => name));
  let done = 0;
  const onNote = (): void => {
    if (done % NOTES_PER_REPORT === 0) {
      source.throwIfCancelled();
      source.progress('writing-notes', done, source.counts.notes);
    }
    done += 1;
  };
  const file: DeckFile = { source, ids: nameIds(source), existingMedia, onNote };
  for (const [index, root] of roots.entries()) yield { path: `${folders[index] ?? ''}deck.json`, pieces: formatFile(root, file) };
  const wantedByRoot = roots.map((root) => listRootMedia(root, source, existingMedia));
  // What no deck names goes along with the first.
  for (const name of existingMedia) if (!wantedByRoot.some((wanted) => wanted.has(name))) wantedByRoot[0]?.add(name);
  for (const [index, wanted] of wantedByRoot.entries()) {
    for (const { name, readBytes } of media) {
      source.throwIfCancelled();
      if (wanted.has(name)) yield { path: `${folders[index] ?? ''}media/${name}`, pieces: readBytes() };
    }
  }
}

/** All that the decks of one file need. */
function listRootMedia(root: DeckNode, source: ExportSource, existing: ReadonlySet<string>): Set<string> {
  const { noteTypes } = usedBy(root);
  const wanted = new Set(listTemplateMedia(source.noteTypes.filter(({ id }) => noteTypes.has(id))));
  for (const name of existing) if (name.startsWith('_')) wanted.add(name);
  const visit = ({ notes, children }: DeckNode): void => {
    for (const name of listNoteMedia(notes, existing)) wanted.add(name);
    children.forEach(visit);
  };
  visit(root);
  return wanted;
}

export const crowdankiWriter: FormatWriter = {
  format: 'crowdanki',
  name: 'CrowdAnki',
  extension: '.zip',
  keeps: { ...KEEPS_EVERYTHING, ...KEEPS_NO_STUDY, presets: true },
  describeLosses: (source) => describeScatteredNotes('CrowdAnki', source),
  write,
};
