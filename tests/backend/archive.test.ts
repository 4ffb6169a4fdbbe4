import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { ARCHIVE_PARTS } from '../../src/core/formats/archive/parts.ts';
import type { PartFields } from '../../src/core/formats/archive/parts.ts';
import { makeRandomLibrary } from '../fixtures/random-library.ts';
import { exportFile, readArchiveParts, readZip } from './export-session.ts';
import { openImportSession, utcClock } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

type Records = Readonly<Record<string, readonly Record<string, unknown>[]>>;

function openRandomLibrary(seed: number): ImportSession {
  return openImportSession(utcClock, (libraryDir) => {
    makeRandomLibrary(libraryDir, seed);
  });
}

async function exportWhole(session: ImportSession, name = 'whole.versus'): Promise<string> {
  const path = join(session.folder, name);
  await exportFile(session, path, { format: 'versus-archive' });
  return path;
}

/** The parts that a reference of a part's field leads to. */
const TARGETS: Readonly<Record<string, string>> = {
  preset: 'presets', noteType: 'note-types', note: 'notes', deck: 'decks', card: 'cards', set: 'concept-sets', concept: 'concepts',
  conceptA: 'concepts', conceptB: 'concepts', firstNote: 'notes', secondNote: 'notes',
};

/** The same records with what they point at told by what that says, in an order that does not depend on numbers. */
function withoutNumbers(parts: Records): Readonly<Record<string, readonly string[]>> {
  const nameOf = (part: string, id: unknown): string => {
    const record = parts[part]?.find((candidate) => candidate['id'] === id);
    if (record === undefined) return 'gone';
    if (part === 'cards') return `${nameOf('notes', record['note'])}/${String(record['ordinal'])}`;
    if (part === 'concepts') return `${nameOf('concept-sets', record['set'])}/${String(record['label'])}`;
    return String(record['guid'] ?? record['name']);
  };
  const renumber = (value: unknown): unknown => {
    const answered = value as { discriminations?: { setId: number; asked: unknown; answered: unknown }[] } | null;
    const side = (one: unknown): unknown => (typeof one === 'number' ? nameOf('concepts', one) : one);
    if (answered?.discriminations === undefined) return answered;
    return { ...answered, discriminations: answered.discriminations.map((one) => ({ ...one, setId: nameOf('concept-sets', one.setId), asked: side(one.asked), answered: side(one.answered) })) };
  };
  return Object.fromEntries(
    Object.entries(parts).map(([part, records]) => {
      const fields: PartFields = ARCHIVE_PARTS[part as keyof typeof ARCHIVE_PARTS];
      const lines = records.map((record) => {
        const plain = Object.entries(record).flatMap(([name, value]): [string, unknown][] => {
          const kind = fields[name];
          if (kind === 'id') return [];
          if (kind === 'ref' || kind === 'ref?') return [[name, value === null ? null : nameOf(TARGETS[name] ?? '', value)]];
          if (name === 'answered') return [[name, renumber(value)]];
          return [[name, value]];
        });
        return JSON.stringify(Object.fromEntries(plain));
      });
      return [part, lines.sort()];
    }),
  );
}

describe('a Versus archive', () => {
  test.each([1, 2, 3, 4, 5, 6])('brings everything that a library holds into an empty one (library %i)', async (seed) => {
    const first = openRandomLibrary(seed);
    const path = await exportWhole(first);
    const second = openImportSession();
    const report = await second.importFile(path);
    expect(report).toMatchObject({ format: 'versus-archive', notes: { added: 30 }, media: { added: 4, rejected: 0 }, reviews: 60 });
    const again = await exportWhole(second);
    const before = await readArchiveParts(path);
    const after = await readArchiveParts(again);
    expect(Object.keys(after).sort()).toEqual(Object.keys(ARCHIVE_PARTS).sort());
    // The import itself is one more that has been.
    const imports = after['imports'] ?? [];
    expect(imports).toHaveLength(2);
    expect(withoutNumbers({ ...after, imports: imports.slice(0, 1) })).toEqual(withoutNumbers(before));
    const mediaOf = async (file: string): Promise<[string, string][]> => [...(await readZip(file))].filter(([name]) => name.startsWith('media/')).map(([name, bytes]) => [name, bytes.toString()]);
    expect(await mediaOf(again)).toEqual(await mediaOf(path));
    expect(await second.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  test('adds nothing to the library that it was made of', async () => {
    const session = openRandomLibrary(7);
    const path = await exportWhole(session);
    const before = withoutNumbers(await readArchiveParts(path));
    const report = await session.importFile(path);
    expect(report).toMatchObject({ notes: { added: 0, updated: 0 }, cards: { added: 0 }, reviews: 0, media: { added: 0 } });
    const after = withoutNumbers(await readArchiveParts(await exportWhole(session, 'again.versus')));
    // A note that is as the file has it is settled, so what it once was is no longer of use.
    const changing = { imports: [], 'note-origins': [], conflicts: [] };
    expect({ ...after, ...changing }).toEqual({ ...before, ...changing });
  });

  test('is one step to undo', async () => {
    const path = await exportWhole(openRandomLibrary(8));
    const session = openImportSession();
    const before = session.dump();
    await session.importFile(path);
    await session.client.call('undo.undo', {});
    expect(session.dump()).toEqual(before);
  });

  test('of a deck without its schedule tells nothing of its owner', async () => {
    const session = openRandomLibrary(9);
    const [deck] = session.query<{ id: number }>("SELECT id FROM decks WHERE name = 'Languages'");
    const path = join(session.folder, 'deck.versus');
    await exportFile(session, path, { format: 'versus-archive', scope: { what: 'deck', deckId: (deck?.id ?? 0) as never, withSubdecks: true }, options: { withSchedule: false } });
    const parts = await readArchiveParts(path);
    expect(Object.keys(parts)).toEqual(['presets', 'decks', 'note-types', 'notes', 'cards', 'concept-sets', 'concepts', 'scenarios', 'media']);
    expect(new Set(parts['cards']?.map((card) => card['state']))).toEqual(new Set(['new']));
    const other = openImportSession();
    expect((await other.importFile(path)).reviews).toBe(0);
  });
});

async function repack(from: string, to: string, change: (files: Map<string, Buffer>) => void): Promise<void> {
  const files = new Map(await readZip(from));
  change(files);
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(to));
}

function changeManifest(files: Map<string, Buffer>, change: (manifest: { formatVersion: number; parts: { name: string; path: string; records: number; sha256: string }[] }) => void): void {
  const manifest = JSON.parse(files.get('versus.json')?.toString() ?? '{}') as Parameters<typeof change>[0];
  change(manifest);
  files.set('versus.json', Buffer.from(JSON.stringify(manifest)));
}

/** Puts another text in a part, with the checksum that belongs to it. */
function rewritePart(files: Map<string, Buffer>, name: string, rewrite: (text: string) => string): void {
  const text = rewrite(files.get(`${name}.jsonl`)?.toString() ?? '');
  files.set(`${name}.jsonl`, Buffer.from(text));
  changeManifest(files, ({ parts }) => {
    for (const part of parts) if (part.name === name) part.sha256 = createHash('sha256').update(text).digest('hex');
  });
}

describe('an archive that is not as it was written', () => {
  const cases: readonly [string, string, (files: Map<string, Buffer>) => void][] = [
    ['of a newer format', 'file-newer-version', (files) => changeManifest(files, (manifest) => { manifest.formatVersion = 2; })],
    ['with a changed part', 'file-damaged', (files) => files.set('notes.jsonl', Buffer.concat([files.get('notes.jsonl') ?? Buffer.alloc(0), Buffer.from('\n')]))],
    ['with a part missing', 'file-damaged', (files) => files.delete('cards.jsonl')],
    ['with a changed picture', 'file-damaged', (files) => files.set('media/sun.png', Buffer.from('other'))],
    ['with a picture missing', 'file-damaged', (files) => files.delete('media/sun.png')],
    ['whose manifest is none', 'file-damaged', (files) => files.set('versus.json', Buffer.from('{'))],
    ['whose cards point at nothing', 'file-damaged', (files) => rewritePart(files, 'cards', (text) => text.replace(/"note":\d+/, '"note":999999'))],
    ['whose cards contradict themselves', 'file-damaged', (files) => rewritePart(files, 'cards', (text) => text.replace(/"state":"\w+"/, '"state":"asleep"'))],
    ['whose records are none', 'file-damaged', (files) => rewritePart(files, 'notes', (text) => text.replace(/"guid":"/, '"guid":5,"x":"'))],
  ];

  test.each(cases)('is refused: %s', async (_name, code, change) => {
    const first = openRandomLibrary(10);
    const path = await exportWhole(first);
    const other = join(first.folder, 'changed.versus');
    await repack(path, other, change);
    const session = openImportSession();
    const before = session.dump();
    expect(await session.run(other)).toMatchObject({ status: 'failed', error: { code } });
    expect(session.dump()).toEqual(before);
  });

  test('is read as far as this version knows it, and says what stayed out', async () => {
    const first = openRandomLibrary(11);
    const path = await exportWhole(first);
    const other = join(first.folder, 'later.versus');
    await repack(path, other, (files) => {
      files.set('dreams.jsonl', Buffer.from('{}\n'));
      changeManifest(files, ({ parts }) => parts.push({ name: 'dreams', path: 'dreams.jsonl', records: 1, sha256: '' }));
      rewritePart(files, 'notes', (text) => text.replaceAll('{"id"', '{"later":true,"id"'));
    });
    const report = await openImportSession().importFile(other);
    expect(report.notes.added).toBe(30);
    expect(report.warnings.map(({ code }) => code)).toContain('archive-unknown-part');
  });

  test('brings no set of concepts that has none, even where two sets have the same number', async () => {
    const first = openRandomLibrary(12);
    const path = await exportWhole(first);
    const other = join(first.folder, 'twins.versus');
    await repack(path, other, (files) => {
      rewritePart(files, 'concept-sets', (text) => {
        const [line = ''] = text.split('\n');
        return `${line.replace(/"name":"[^"]*"/, '"name":"Twin"')}\n${text}`;
      });
      changeManifest(files, ({ parts }) => {
        for (const part of parts) if (part.name === 'concept-sets') part.records += 1;
      });
    });
    const session = openImportSession();
    await session.importFile(other);
    expect(session.query('SELECT name FROM concept_sets WHERE (SELECT count(*) FROM concepts WHERE set_id = concept_sets.id) < 2')).toEqual([]);
    expect(session.query('SELECT count(*) AS count FROM concept_sets')).not.toEqual([{ count: 0 }]);
  });
});

test('the help text on the format lists every part and every field', () => {
  const text = readFileSync(new URL('../../resources/help/archive-format.md', import.meta.url), 'utf8');
  for (const [part, fields] of Object.entries(ARCHIVE_PARTS)) {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${part}.jsonl\` |`));
    expect(row, part).toBeDefined();
    for (const field of Object.keys(fields)) expect(row, part).toContain(`\`${field}\``);
  }
});
