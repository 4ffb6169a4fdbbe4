/** Files of any size in the formats that decks of learners come in: by our own writers, and as other programs write theirs. */

import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createBackend } from '../../src/backend/create-backend.ts';
import { writerOf } from '../../src/backend/jobs/export/export-formats.ts';
import { writeAnkiPackage } from '../../src/backend/jobs/export/write-anki-package.ts';
import { writePieces } from '../../src/backend/jobs/export/write-pieces.ts';
import { writeZip } from '../../src/backend/jobs/export/write-zip.ts';
import type { ZippedFile } from '../../src/backend/jobs/export/write-zip.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { createClient } from '../../src/contract/client.ts';
import { stripMarkup } from '../../src/core/cards/strip-markup.ts';
import type { ExportedNote, ExportSource } from '../../src/core/formats/export-source.ts';
import { workbookEntries } from '../fixtures/workbook-writer.ts';
import { makeBenchSource } from './bench-source.ts';
import { importPackage } from './measure-import.ts';

export interface LargeFormat {
  readonly name: string;
  /** With the dot. */
  readonly extension: string;
  readonly hasMedia: boolean;
  readonly write: (source: ExportSource, path: string) => Promise<void>;
}

export const LARGE_FORMATS: readonly LargeFormat[] = [
  { name: 'apkg', extension: '.apkg', hasMedia: true, write: (source, path) => writePackage(source, 'apkg', path) },
  { name: 'apkg-legacy', extension: '.apkg', hasMedia: true, write: (source, path) => writePackage(source, 'apkg-legacy', path) },
  { name: 'csv', extension: '.csv', hasMedia: false, write: writeText },
  { name: 'xlsx', extension: '.xlsx', hasMedia: false, write: (source, path) => pack(source, path, listWorkbook(source)) },
  { name: 'crowdanki', extension: '.zip', hasMedia: true, write: (source, path) => pack(source, path, writerOf('crowdanki').write(source)) },
  { name: 'obsidian', extension: '.zip', hasMedia: true, write: (source, path) => pack(source, path, writerOf('obsidian').write(source)) },
  { name: 'hashcards', extension: '.zip', hasMedia: true, write: (source, path) => pack(source, path, writerOf('hashcards').write(source)) },
  { name: 'mnemosyne', extension: '.cards', hasMedia: true, write: (source, path) => pack(source, path, listMnemosyne(source)) },
  { name: 'mochi', extension: '.mochi', hasMedia: true, write: (source, path) => pack(source, path, listMochi(source)) },
  { name: 'archive', extension: '.zip', hasMedia: true, write: writeOwnArchive },
];

/** The path must be free. */
export async function makeLargeFile(format: LargeFormat, notes: number, media: number, path: string): Promise<void> {
  await format.write(makeBenchSource(notes, media), path);
}

async function writePackage(source: ExportSource, format: 'apkg' | 'apkg-legacy', path: string): Promise<void> {
  await writeAnkiPackage(source, format, { scratchDir: dirname(path), targetPath: path });
}

async function writeText(source: ExportSource, path: string): Promise<void> {
  for await (const { pieces } of writerOf('csv').write(source)) await writePieces(path, pieces, source.throwIfCancelled);
}

async function pack({ nowMillis, throwIfCancelled }: ExportSource, path: string, files: Iterable<ZippedFile> | AsyncIterable<ZippedFile>): Promise<void> {
  await writeZip(path, files, { nowMillis, throwIfCancelled });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Texts in a table of their own, as Excel has them. */
function* listWorkbook(source: ExportSource): Generator<ZippedFile> {
  const sheetPath = 'xl/worksheets/sheet1.xml';
  const parts = workbookEntries({ rows: '|', strings: '|' });
  const around = (path: string, inside: () => Iterable<string>): ZippedFile => ({
    path,
    pieces: (function* (): Generator<string> {
      const [before = '', after = ''] = (parts[path] ?? '').split('|');
      yield before;
      yield* inside();
      yield after;
    })(),
  });
  for (const [path, text] of Object.entries(parts)) if (!text.includes('|')) yield { path, pieces: [text] };
  yield around(sheetPath, function* () {
    for (let row = 1; row <= source.counts.notes; row += 1) {
      yield `<row r="${String(row)}"><c r="A${String(row)}" t="s"><v>${String(2 * row - 2)}</v></c><c r="B${String(row)}" t="s"><v>${String(2 * row - 1)}</v></c></row>`;
    }
  });
  yield around('xl/sharedStrings.xml', function* () {
    for (const { fields } of source.notes()) yield fields.map((field) => `<si><t>${escapeXml(stripMarkup(field))}</t></si>`).join('');
  });
}

function* listMedia(source: ExportSource): Generator<ZippedFile> {
  for (const { name, readBytes } of source.media()) yield { path: name, pieces: readBytes() };
}

/** As libmnemosyne writes a deck to share: tags, facts and cards as events, the pictures beside them. */
function* listMnemosyne(source: ExportSource): Generator<ZippedFile> {
  yield { path: 'METADATA', pieces: ['author_name:Bench\nnotes:\n'] };
  yield {
    path: 'cards.xml',
    pieces: (function* (): Generator<string> {
      yield `<?xml version="1.0" encoding="utf-8"?>\n<openSM2sync number_of_entries="${String(2 * source.counts.notes + 1)}">\n<log type="10" o_id="t1"><name>bench</name></log>\n`;
      for (const { id, fields } of source.notes()) yield `<log type="16" o_id="f${String(id)}"><f>${escapeXml(fields[0] ?? '')}</f><b>${escapeXml(fields[1] ?? '')}</b></log>\n`;
      for (const note of source.notes()) {
        yield `<log type="6" o_id="c${String(note.id)}" card_t="1" fact="f${String(note.id)}" fact_v="1.1" tags="t1" gr="4" e="2.5" ac_rp="1" rt_rp="3" lps="0" l_rp="${secondsOf(note)}" n_rp="${secondsOf(note)}" c_time="${secondsOf(note)}" m_time="${secondsOf(note)}"></log>\n`;
      }
      yield '</openSM2sync>\n';
    })(),
  };
  yield* listMedia(source);
}

function secondsOf({ createdAtMillis }: ExportedNote): string {
  return String(Math.floor(createdAtMillis / 1000));
}

/** Transit with its keys as they are, one deck after the other. */
function* listMochi(source: ExportSource): Generator<ZippedFile> {
  yield {
    path: 'data.json',
    pieces: (function* (): Generator<string> {
      yield '{"~:version":2,"~:decks":[{"~:id":"~:bench","~:name":"Bench","~:cards":[';
      let separator = '';
      for (const note of source.notes()) {
        const sides = note.fields.map((field) => field.replace(/<img src="([^"]+)">/g, '![](@media/$1)').replace(/<\/?b>/g, '**'));
        const card = {
          '~:id': `~:card${String(note.id)}`,
          '~:content': sides.join('\n---\n'),
          '~:pos': String(note.id).padStart(8, '0'),
          '~:tags': { '~#set': note.tags },
          '~:created-at': { '~#dt': note.createdAtMillis },
          '~:reviews': [{ '~:date': { '~#dt': note.createdAtMillis }, '~:remembered?': true, '~:interval': 20 }],
        };
        yield separator + JSON.stringify(card);
        separator = ',';
      }
      yield ']}]}';
    })(),
  };
  yield* listMedia(source);
}

/** An archive is of a library: one is filled by a package, and written out. */
async function writeOwnArchive(source: ExportSource, path: string): Promise<void> {
  const folder = mkdtempSync(join(dirname(path), 'archive-'));
  try {
    const packagePath = join(folder, 'bench.apkg');
    await writeAnkiPackage(source, 'apkg', { scratchDir: folder, targetPath: packagePath });
    const libraryDir = join(folder, 'library');
    await importPackage(libraryDir, packagePath);
    const backend = createBackend({ libraryDir, clock: systemClock, random: Math.random, withStarterDeck: false });
    const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no uploads here')) });
    const written = new Promise<void>((resolve, reject) => {
      backend.onEvent((event) => {
        if (event.type !== 'job' || event.status.status === 'running') return;
        if (event.status.status === 'written') resolve();
        else reject(new Error(JSON.stringify(event.status)));
      });
    });
    await client.call('export.start', { scope: { what: 'everything' }, format: 'versus-archive', options: { withSchedule: true, withMedia: true }, target: backend.offerTarget(path) });
    await written;
    await backend.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
