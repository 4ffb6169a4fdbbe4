/** Writes what a collection of Anki says about itself: decks, options, note types and settings, as JSON in one row or as tables. */

import type { Database } from 'better-sqlite3';
import type { AnkiDeckOut, CollectionOutline } from '../core/formats/anki-out/collection-outline.ts';
import { isOrderShared } from '../core/formats/anki-out/folded-name.ts';
import { writeFieldBlob, writeNoteTypeBlob, writeNoteTypeJson, writeTemplateBlob } from '../core/formats/anki-out/note-type-out.ts';
import { writeDeckBlob, writeDeckJson } from '../core/formats/anki-out/deck-out.ts';
import { writePresetBlob, writePresetJson } from '../core/formats/anki-out/preset-out.ts';
import { NAME_INDEXES, SCHEMA_11_TABLES, SCHEMA_18_INDEXES, SCHEMA_18_TABLES } from './anki-collection-schema.ts';

export function prepareSchema11(database: Database): void {
  database.exec(SCHEMA_11_TABLES);
}

export function prepareSchema18(database: Database): void {
  database.exec(SCHEMA_18_TABLES);
}

interface Written {
  readonly tags: ReadonlySet<string>;
  readonly highestPosition: number;
}

/** Anki’s settings of a collection, by its names; the rest it fills in. */
function listSettings(outline: CollectionOutline, written: Written): Readonly<Record<string, unknown>> {
  const { calendar } = outline;
  return {
    activeDecks: [1],
    addToCur: true,
    collapseTime: outline.learnAheadMinutes * 60,
    creationOffset: calendar.minutesWest,
    curDeck: 1,
    curModel: outline.noteTypes[0]?.id ?? 0,
    dayLearnFirst: false,
    dueCounts: true,
    estTimes: true,
    fsrs: true,
    // Cards buried today stay so until tomorrow.
    lastUnburied: calendar.today,
    newSpread: 0,
    nextPos: written.highestPosition + 1,
    rollover: calendar.rolloverHour,
    sched2021: true,
    schedVer: 2,
    sortBackwards: false,
    sortType: 'noteFld',
    timeLim: 0,
  };
}

function toSeconds(millis: number): number {
  return Math.floor(millis / 1000);
}

interface ColumnTexts {
  readonly version: number;
  readonly conf: string;
  readonly models: string;
  readonly decks: string;
  readonly dconf: string;
  readonly tags: string;
}

function insertCollectionRow(database: Database, outline: CollectionOutline, texts: ColumnTexts): void {
  const { nowMillis, calendar } = outline;
  database
    .prepare('INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)')
    .run(calendar.createdAtSeconds, nowMillis, nowMillis, texts.version, texts.conf, texts.models, texts.decks, texts.dconf, texts.tags);
}

function byId(rows: readonly (readonly [id: number, value: unknown])[]): string {
  return JSON.stringify(Object.fromEntries(rows.map(([id, value]) => [String(id), value])));
}

export function finishSchema11(database: Database, outline: CollectionOutline, written: Written): void {
  const now = toSeconds(outline.nowMillis);
  insertCollectionRow(database, outline, {
    version: 11,
    conf: JSON.stringify(listSettings(outline, written)),
    models: byId(outline.noteTypes.map((type) => [type.id, writeNoteTypeJson(type)])),
    decks: byId(outline.decks.map((deck) => [deck.id, writeDeckJson(deck, now)])),
    dconf: byId(outline.presets.map((preset) => [preset.id, writePresetJson(preset, now)])),
    tags: JSON.stringify(Object.fromEntries([...written.tags].sort().map((tag) => [tag, -1]))),
  });
}

export function finishSchema18(database: Database, outline: CollectionOutline, written: Written): void {
  insertCollectionRow(database, outline, { version: 18, conf: '', models: '', decks: '', dconf: '', tags: '' });
  const now = toSeconds(outline.nowMillis);
  const setting = database.prepare('INSERT INTO config VALUES (?, 0, 0, ?)');
  for (const [key, value] of Object.entries(listSettings(outline, written))) setting.run(key, Buffer.from(JSON.stringify(value)));
  const preset = database.prepare('INSERT INTO deck_config VALUES (?, ?, ?, -1, ?)');
  for (const row of outline.presets) preset.run(row.id, row.name, now, writePresetBlob(row.settings));
  const deck = database.prepare('INSERT INTO decks VALUES (?, ?, ?, -1, ?, ?)');
  for (const row of outline.decks) deck.run(row.id, levelsOf(row), now, new Uint8Array(), writeDeckBlob(row));
  writeNoteTypes(database, outline);
  const tag = database.prepare('INSERT INTO tags VALUES (?, -1, 0, NULL)');
  // Anki finds the others when it checks its database, as it does after each import.
  const tags = isOrderShared([...written.tags]) ? written.tags : [];
  for (const name of tags) tag.run(name);
  database.exec(SCHEMA_18_INDEXES);
  indexNames(database, outline);
  declareForeignCollation(database);
}

function levelsOf(deck: AnkiDeckOut): string {
  return deck.name.split('::').join('\u001f');
}

function writeNoteTypes(database: Database, outline: CollectionOutline): void {
  const insertType = database.prepare('INSERT INTO notetypes VALUES (?, ?, ?, -1, ?)');
  const insertField = database.prepare('INSERT INTO fields VALUES (?, ?, ?, ?)');
  const insertTemplate = database.prepare('INSERT INTO templates VALUES (?, ?, ?, ?, -1, ?)');
  for (const { id, definition, modifiedAtSeconds } of outline.noteTypes) {
    insertType.run(id, definition.name, modifiedAtSeconds, writeNoteTypeBlob(definition));
    for (const [ordinal, field] of definition.fields.entries()) insertField.run(id, ordinal, field.name, writeFieldBlob(definition, ordinal));
    for (const [ordinal, template] of definition.templates.entries()) {
      insertTemplate.run(id, ordinal, template.name, modifiedAtSeconds, writeTemplateBlob(template));
    }
  }
}

/** An index that SQLite would order otherwise than Anki is left out: Anki works without it, but not with a wrong one. */
function indexNames(database: Database, outline: CollectionOutline): void {
  const types = outline.noteTypes.map(({ definition }) => definition);
  const ofEachType = (parts: 'fields' | 'templates'): boolean => types.every((type) => isOrderShared(type[parts].map(({ name }) => name)));
  const all = (parts: 'fields' | 'templates'): readonly string[] => [...new Set(types.flatMap((type) => type[parts].map(({ name }) => name)))];
  if (isOrderShared(outline.decks.map(levelsOf))) database.exec(NAME_INDEXES.decks);
  if (isOrderShared(types.map(({ name }) => name))) database.exec(NAME_INDEXES.notetypes);
  for (const parts of ['fields', 'templates'] as const) {
    if (ofEachType(parts) && isOrderShared(mergeSpellings(all(parts)))) database.exec(NAME_INDEXES[parts]);
  }
}

/** Names of several types may differ in ASCII case alone: they are neighbours in either order, and told apart by the type. */
function mergeSpellings(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), name])).values()];
}

/** The names’ collation is one that only Anki has; SQLite takes its name on trust, and asks for it only when it is used. */
function declareForeignCollation(database: Database): void {
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  database.exec("UPDATE sqlite_schema SET sql = replace(sql, 'COLLATE NOCASE', 'COLLATE unicase') WHERE sql LIKE '%COLLATE NOCASE%'");
  database.pragma('writable_schema = OFF');
  database.unsafeMode(false);
}
