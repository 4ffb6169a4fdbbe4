import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { crowdankiReader } from '../../../../src/core/formats/crowdanki/crowdanki-reader.ts';
import { crowdankiWriter } from '../../../../src/core/formats/crowdanki/crowdanki-writer.ts';
import { DEFAULT_PRESET, type PresetSettings } from '../../../../src/core/scheduling/model.ts';
import { arbitraryNotes } from '../../../fixtures/arbitrary-notes.ts';
import { resolveNotes, type ResolvedNote } from '../../../fixtures/collecting-sink.ts';
import { builtIn, definitionsOf, makeExportSource, resolveSource, writeFiles } from '../../../fixtures/export-source.ts';
import { fileOf, folderOf, readAll } from '../../../fixtures/folder-source.ts';

const MODEL = {
  __type__: 'NoteModel',
  crowdanki_uuid: 'm1',
  name: 'Word',
  type: 0,
  css: '.card {}',
  latexPre: 'pre',
  latexPost: 'post',
  flds: [
    { name: 'Back', ord: 1, rtl: true },
    { name: 'Front', ord: 0, rtl: false },
  ],
  tmpls: [
    { name: 'Second', ord: 1, qfmt: '{{Back}}', afmt: '{{Front}}' },
    { name: 'First', ord: 0, qfmt: '{{Front}}', afmt: '{{Back}}' },
  ],
};

function note(guid: string, fields: readonly string[], model = 'm1'): unknown {
  return { __type__: 'Note', guid, note_model_uuid: model, fields, tags: ['a', 'b::c'] };
}

function deck(name: string, parts: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { __type__: 'Deck', name, children: [], notes: [], media_files: [], deck_config_uuid: 'c1', crowdanki_uuid: `d-${name}`, desc: '', ...parts };
}

const ROOT = deck('Top', {
  deck_configurations: [{ __type__: 'DeckConfig', crowdanki_uuid: 'c1', name: 'Slow', new: { perDay: 3, delays: [2, 20], order: 0 }, rev: { perDay: 70, maxIvl: 90 }, lapse: {} }],
  note_models: [MODEL],
  desc: 'All of it',
  notes: [note('g1', ['one', 'eins'])],
  children: [deck('Sub', { notes: [note('g2', ['two', '']), note('g3', ['three', 'drei'])], children: [deck('Deep', { notes: [note('g4', ['four', 'vier'])] })] })],
});

const read = async (json: unknown) => await readAll(crowdankiReader, fileOf('deck.json', JSON.stringify(json)));

/** Optimised for somebody. */
const WEIGHTS = [0.3, 1.3, 2.4, 8.3, 6.4, 0.8, 3.1, 0.01, 1.9, 0.2, 0.8, 1.5, 0.1, 0.3, 1.7, 0.6, 1.9, 0.5, 0.1, 0.1, 0.2];

/** Notes of each deck stand together in the file. */
function sortByGuid(notes: readonly ResolvedNote[]): readonly ResolvedNote[] {
  return [...notes].sort((left, right) => ((left.guid ?? '') < (right.guid ?? '') ? -1 : 1));
}

describe('reading CrowdAnki', () => {
  it('gives each note its type, its tags, and the cards that its fields ask for, in the deck of that path', async () => {
    const collected = await read(ROOT);
    expect(resolveNotes(collected)).toEqual([
      { guid: 'g1', noteTypeName: 'Word', fields: ['one', 'eins'], tags: ['a', 'b::c'], cards: [{ ordinal: 0, deckName: 'Top' }, { ordinal: 1, deckName: 'Top' }] },
      { guid: 'g2', noteTypeName: 'Word', fields: ['two', ''], tags: ['a', 'b::c'], cards: [{ ordinal: 0, deckName: 'Top::Sub' }] },
      { guid: 'g3', noteTypeName: 'Word', fields: ['three', 'drei'], tags: ['a', 'b::c'], cards: [{ ordinal: 0, deckName: 'Top::Sub' }, { ordinal: 1, deckName: 'Top::Sub' }] },
      { guid: 'g4', noteTypeName: 'Word', fields: ['four', 'vier'], tags: ['a', 'b::c'], cards: [{ ordinal: 0, deckName: 'Top::Sub::Deep' }, { ordinal: 1, deckName: 'Top::Sub::Deep' }] },
    ]);
    expect(collected.warnings).toEqual([]);
  });

  it('brings fields and templates into their order, with direction, styles and LaTeX', async () => {
    const [type] = (await read(ROOT)).noteTypes;
    expect(type?.definition).toEqual({
      name: 'Word',
      kind: 'basic',
      fields: [{ name: 'Front', rightToLeft: false }, { name: 'Back', rightToLeft: true }],
      templates: [
        { name: 'First', questionFormat: '{{Front}}', answerFormat: '{{Back}}' },
        { name: 'Second', questionFormat: '{{Back}}', answerFormat: '{{Front}}' },
      ],
      css: '.card {}',
      latexPre: 'pre',
      latexPost: 'post',
      revisedAtMillis: null,
    });
  });

  it('gives decks their options and descriptions', async () => {
    const { presets, decks } = await read(ROOT);
    expect(presets).toMatchObject([{ name: 'Slow', settings: { newPerDay: 3, reviewsPerDay: 70, maximumIntervalDays: 90, learningStepsMinutes: [2, 20], newOrder: 'random' } }]);
    expect(decks.map(({ name, description, presetSourceId }) => [name, description, presetSourceId])).toEqual([
      ['Top', 'All of it', 1],
      ['Top::Sub', '', 1],
      ['Top::Sub::Deep', '', 1],
    ]);
  });

  it('takes media from the folder beside the deck, and none from below that', async () => {
    const source = folderOf('deck', { 'a/deck.json': JSON.stringify(ROOT), 'a/media/x.png': 'X', 'a/media/deep/y.png': 'Y', 'media/z.png': 'Z', 'a/README.md': '# Deck' });
    expect(await crowdankiReader.recognise(source)).toBeGreaterThan(0.9);
    const { media } = await readAll(crowdankiReader, source);
    expect(media.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['x.png', 'X']]);
  });

  it('reads every deck of a folder', async () => {
    const other = deck('Other', { note_models: [{ ...MODEL, name: 'Other word' }], notes: [note('g9', ['nine', 'neun'])] });
    const collected = await readAll(crowdankiReader, folderOf('decks', { 'one/one.json': JSON.stringify(ROOT), 'two/deck.json': JSON.stringify(other), 'package.json': '{}' }));
    expect(resolveNotes(collected).map(({ guid, noteTypeName }) => [guid, noteTypeName])).toEqual([['g1', 'Word'], ['g2', 'Word'], ['g3', 'Word'], ['g4', 'Word'], ['g9', 'Other word']]);
  });

  it('keeps files of several decks that have a name in common apart, and takes the same file once', async () => {
    const model = { ...MODEL, css: '.card { background: url("_map.png"); }' };
    const deckWith = (name: string, guid: string): string => JSON.stringify(deck(name, { note_models: [model], notes: [note(guid, ['<img src="map.png">', '<img src="flag.png"> [sound:a.mp3]'])] }));
    const collected = await readAll(crowdankiReader, folderOf('decks', {
      'one/deck.json': deckWith('One', 'g1'), 'one/media/map.png': 'A', 'one/media/flag.png': 'same', 'one/media/_map.png': 'P',
      'two/deck.json': deckWith('Two', 'g2'), 'two/media/map.png': 'B', 'two/media/flag.png': 'same', 'two/media/_map.png': 'QQ',
    }));
    expect(collected.notes.map(({ fields }) => fields)).toEqual([['<img src="map.png">', '<img src="flag.png"> [sound:a.mp3]'], ['<img src="2-map.png">', '<img src="flag.png"> [sound:a.mp3]']]);
    expect(collected.noteTypes.map(({ definition }) => definition.css)).toEqual([model.css, '.card { background: url("2-_map.png"); }']);
    expect(collected.media.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['_map.png', 'P'], ['flag.png', 'same'], ['map.png', 'A'], ['2-_map.png', 'QQ'], ['2-map.png', 'B']]);
  });

  it('finds note models and options on decks below the root, and takes off the names above that stand before their own', async () => {
    const options = (uuid: string, name: string): unknown => ({ __type__: 'DeckConfig', crowdanki_uuid: uuid, name, new: {}, rev: {}, lapse: {} });
    const child = deck('Top::Sub', { note_models: [{ ...MODEL, name: 'Again' }, { ...MODEL, crowdanki_uuid: 'm2', name: 'Below' }], deck_configurations: [options('c2', 'Calm')], deck_config_uuid: 'c2', notes: [note('g8', ['eight', 'acht'], 'm2'), note('g9', ['nine', 'neun'])] });
    const collected = await read({ ...ROOT, children: [child] });
    expect(resolveNotes(collected).map(({ guid, noteTypeName, cards }) => [guid, noteTypeName, cards[0]?.deckName])).toEqual([['g1', 'Word', 'Top'], ['g8', 'Below', 'Top::Sub'], ['g9', 'Word', 'Top::Sub']]);
    expect(collected.presets.map(({ name }) => name)).toEqual(['Slow', 'Calm']);
  });

  it('makes a plain note type for notes whose own is missing, and says so', async () => {
    const collected = await read({ ...ROOT, note_models: [] });
    expect(collected.notes).toHaveLength(4);
    expect(collected.noteTypes.map(({ definition }) => definition.fields.length)).toEqual([2]);
    expect(collected.warnings.map(({ code }) => code)).toContain('note-type-missing');
  });

  it('takes a note once that stands in several decks, and both notes that share a guid', async () => {
    const collected = await read(deck('Top', { note_models: [MODEL], notes: [note('g1', ['one', 'eins']), note('g1', ['other', ''])], children: [deck('Sub', { notes: [note('g1', ['one', 'eins'])] })] }));
    expect(collected.notes.map(({ fields }) => fields[0])).toEqual(['one', 'other']);
    expect(collected.warnings.map(({ code }) => code)).toEqual(['note-in-several-decks']);
  });

  it('takes of two note types under one id the one that fits a note', async () => {
    const narrow = { ...MODEL, name: 'Narrow', flds: [{ name: 'Front', ord: 0 }], tmpls: [{ name: 'Card', ord: 0, qfmt: '{{Front}}', afmt: '' }] };
    const collected = await read(deck('Top', { note_models: [MODEL, narrow], notes: [note('g1', ['one', 'eins']), note('g2', ['two'])] }));
    expect(resolveNotes(collected).map(({ noteTypeName }) => noteTypeName)).toEqual(['Word', 'Narrow']);
  });

  it('says which notes give no card', async () => {
    const collected = await read(deck('Top', { note_models: [MODEL], notes: [note('g1', ['', '']), note('g2', ['two', 'zwei'])] }));
    expect(collected.notes).toHaveLength(1);
    expect(collected.skipped).toHaveLength(1);
  });

  it('asks for a sound file when the JSON is cut off', async () => {
    await expect(readAll(crowdankiReader, fileOf('deck.json', JSON.stringify(ROOT).slice(0, -20)))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('leaves other JSON, and text that speaks of it, alone', async () => {
    for (const text of ['{"name": "x"}', '[{"__type__": "Deck"}]', 'The key "__type__": "Deck" says it.', 'Front,Back\na,b\n']) {
      expect(await crowdankiReader.recognise(fileOf('deck.json', text))).toBe(0);
    }
  });

  it('reads decks nested past any use, without a word of theirs lost', async () => {
    let inner = deck('Leaf', { notes: [note('g9', ['nine', 'neun'])] });
    for (let level = 0; level < 2000; level += 1) inner = deck('L', { children: [inner] });
    expect((await read({ ...inner, note_models: [MODEL] })).notes).toHaveLength(1);
  });

  test('whatever the JSON holds, there is a deck or a sentence', async () => {
    const value = fc.letrec((tie) => ({
      deck: fc.record({ __type__: fc.constant('Deck'), name: fc.anything(), children: fc.oneof(fc.array(tie('deck'), { maxLength: 2 }), fc.anything()), notes: fc.oneof(fc.array(tie('note')), fc.anything()), note_models: fc.anything(), deck_configurations: fc.anything() }, { requiredKeys: ['__type__'] }),
      note: fc.oneof(fc.record({ guid: fc.anything(), fields: fc.oneof(fc.array(fc.oneof(fc.string(), fc.anything())), fc.anything()), tags: fc.anything(), note_model_uuid: fc.anything() }), fc.anything()),
    })).deck;
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        let text: string;
        try {
          text = JSON.stringify(json);
        } catch {
          return; // What JSON cannot write stands in no file.
        }
        await readAll(crowdankiReader, fileOf('deck.json', text)).catch((thrown: unknown) => {
          expect(thrown).toBeInstanceOf(AppError);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('writing CrowdAnki', () => {
  test('every note comes back with its guid, type, fields, tags, deck and cards', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNotes(), async (notes) => {
        const source = makeExportSource({ notes });
        const collected = await readAll(crowdankiReader, folderOf('out', await writeFiles(crowdankiWriter, source)));
        expect(sortByGuid(resolveNotes(collected))).toEqual(sortByGuid(resolveSource(source)));
        const definitions = definitionsOf(collected);
        for (const { id: _, ...definition } of source.noteTypes) expect(definitions[definition.name]).toEqual({ ...definition, revisedAtMillis: null });
      }),
      { numRuns: 60 },
    );
  });

  test('presets and descriptions come back', async () => {
    const slow: PresetSettings = { ...DEFAULT_PRESET, newPerDay: 5, reviewsPerDay: 33, learningStepsMinutes: [0.5, 15, 60], relearningStepsMinutes: [], desiredRetention: 0.85, maximumIntervalDays: 400, newOrder: 'random', newAmongReviews: 'before', buryNewSiblings: false, leechLapses: 4, leechAction: 'suspend', fsrsWeights: WEIGHTS };
    const source = makeExportSource({
      notes: [{ noteType: builtIn('Basic'), fields: ['a', 'b'], deckName: 'One::Two' }, { noteType: builtIn('Basic'), fields: ['c', 'd'], deckName: 'Three' }],
      presets: { Slow: slow },
      presetOfDeck: { 'One::Two': 'Slow' },
      descriptionOfDeck: { 'One::Two': 'Line one\n“two”', One: 'Above' },
    });
    const { presets, decks } = await readAll(crowdankiReader, folderOf('out', await writeFiles(crowdankiWriter, source)));
    const nameOf = (id: number | null): string | undefined => presets.find(({ sourceId }) => sourceId === id)?.name;
    expect(decks.map(({ name, description, presetSourceId }) => [name, description, nameOf(presetSourceId)])).toEqual(
      expect.arrayContaining([['One', 'Above', 'Default'], ['One::Two', 'Line one\n“two”', 'Slow'], ['Three', '', 'Default']]),
    );
    expect(presets.find(({ name }) => name === 'Slow')?.settings).toEqual(slow);
  });

  test('media come back, with the deck that uses them', async () => {
    const png = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const source = makeExportSource({
      notes: [{ noteType: builtIn('Basic'), fields: ['<img src="a b.png">', '[sound:c.mp3]'] }],
      media: { 'a b.png': png, 'c.mp3': Uint8Array.of(1, 2), '_font.ttf': Uint8Array.of(3) },
    });
    const files = await writeFiles(crowdankiWriter, source);
    expect(JSON.parse(files.get('deck.json')?.toString() ?? '')).toMatchObject({ media_files: ['_font.ttf', 'a b.png', 'c.mp3'] });
    const { media } = await readAll(crowdankiReader, folderOf('out', files));
    expect(new Map(media.map(({ name, bytes }) => [name, Buffer.compare(bytes, name === 'a b.png' ? png : Buffer.alloc(0))])).get('a b.png')).toBe(0);
    expect(media).toHaveLength(3);
  });

  it('names a sub-deck that goes out alone by its full name', async () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a', 'b'], deckName: 'One::Two' }] });
    expect(JSON.parse((await writeFiles(crowdankiWriter, source)).get('deck.json')?.toString() ?? '')).toMatchObject({ name: 'One::Two', children: [] });
  });

  it('has every key that the importer of CrowdAnki asks for', async () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Cloze'), fields: ['{{c1::a}}', ''], deckName: 'One' }, { noteType: builtIn('Basic'), fields: ['a', ''], deckName: 'One::Two' }] });
    const root = JSON.parse((await writeFiles(crowdankiWriter, source)).get('deck.json')?.toString() ?? '') as Record<string, Record<string, unknown>[]>;
    const [model] = root['note_models'] ?? [];
    const [config] = root['deck_configurations'] ?? [];
    for (const node of [root, root['children']?.[0] ?? {}]) {
      expect(Object.keys(node)).toEqual(expect.arrayContaining(['__type__', 'name', 'crowdanki_uuid', 'deck_config_uuid', 'notes', 'children', 'media_files']));
      expect(node['deck_config_uuid']).toBe(config?.['crowdanki_uuid']);
    }
    expect(root['notes']?.[0]).toEqual({ __type__: 'Note', fields: ['{{c1::a}}', ''], guid: 'g1', note_model_uuid: root['note_models']?.find(({ type }) => type === 1)?.['crowdanki_uuid'], tags: [] });
    expect(Object.keys(model ?? {})).toEqual(expect.arrayContaining(['name', 'type', 'flds', 'tmpls', 'css', 'sortf', 'latexPre', 'latexPost']));
    expect(Object.keys(config ?? {})).toEqual(expect.arrayContaining(['name', 'new', 'rev', 'lapse', 'maxTaken', 'autoplay', 'timer', 'replayq', 'dyn']));
  });

  it('changes one line of the file for one changed word', async () => {
    const make = async (word: string): Promise<string[]> => {
      const notes = Array.from({ length: 20 }, (_, index) => ({ noteType: builtIn('Basic'), fields: [`q${String(index)}`, index === 7 ? word : 'a'], deckName: index % 2 === 0 ? 'A' : 'A::B' }));
      const text = (await writeFiles(crowdankiWriter, makeExportSource({ notes }))).get('deck.json')?.toString() ?? '';
      return text.split('\n');
    };
    const [before, after] = [await make('this'), await make('that')];
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });

  it('says how many notes lose the deck of a card', () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Basic (and reversed)'), fields: ['a', 'b'], cards: { 1: { deckName: 'Elsewhere' } } }, { noteType: builtIn('Basic'), fields: ['a', 'b'] }] });
    expect(crowdankiWriter.describeLosses?.(source)).toMatchObject([{ code: 'one-deck-per-note', message: expect.stringContaining('1 note ') as string }]);
  });

  it('writes and reads a hundred thousand notes', async () => {
    const notes = Array.from({ length: 100_000 }, (_, index) => ({ noteType: builtIn('Basic'), fields: [`question ${String(index)}`, 'answer '.repeat(10)], deckName: `Deck::${String(index % 30)}` }));
    const files = await writeFiles(crowdankiWriter, makeExportSource({ notes }));
    expect((await readAll(crowdankiReader, folderOf('out', files))).cards).toHaveLength(100_000);
  });
});

const sample = fileURLToPath(new URL('../../../../../shared/decks/files/albinaa-arabic-deck.json', import.meta.url));

test.skipIf(!existsSync(sample))('a real deck comes in whole', async () => {
  const source = fileOf('albinaa-arabic-deck.json', readFileSync(sample));
  expect(await crowdankiReader.recognise(source)).toBeGreaterThan(0.9);
  const collected = await readAll(crowdankiReader, source);
  expect([collected.notes.length, collected.cards.length, new Set(collected.cards.map(({ deckSourceId }) => deckSourceId)).size, collected.skipped.length]).toEqual([2020, 2044, 36, 0]);
  expect(collected.warnings).toEqual([]);
});
