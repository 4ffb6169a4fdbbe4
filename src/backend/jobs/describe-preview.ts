/** What a preview says of a file that was read into a staging database: counts, decks, and a few cards as they will look. */

import { statSync } from 'node:fs';
import type { ImportPreview } from '../../contract/import.ts';
import type { RenderedCard } from '../../contract/notes.ts';
import type { Flag, NoteTypeDefinition } from '../../core/cards/model.ts';
import { renderCard } from '../../core/cards/render-card.ts';
import { countWords } from '../../core/formats/count-words.ts';
import { IMPORT_FORMAT_NAMES } from '../../core/formats/import-format.ts';
import type { Database } from '../../store/library.ts';
import { splitFields, splitTags } from '../../store/note-text.ts';
import type { StagingSummary } from '../../store/staging-sink.ts';
import type { ReadOutcome } from './read-outcome.ts';
import type { WorkerRequest } from './worker-messages.ts';

const SAMPLES = 5;

export function describePreview(
  staging: Database,
  request: Pick<WorkerRequest, 'path' | 'fileName' | 'options'>,
  outcome: ReadOutcome,
  summary: StagingSummary,
): Omit<ImportPreview, 'ticket' | 'noteTypeMatches'> {
  const prefix = request.options.deckName === null ? '' : `${request.options.deckName}::`;
  const decks = staging
    .prepare<[], { name: string; cards: number }>(
      'SELECT d.name, count(*) AS cards FROM cards c JOIN decks d ON d.source_id = c.deck_source_id GROUP BY d.name ORDER BY d.name',
    )
    .all()
    .map((deck) => ({ ...deck, name: prefix + deck.name }));
  const noteTypes = staging
    .prepare<[], string>('SELECT definition FROM note_types WHERE source_id IN (SELECT DISTINCT note_type_source_id FROM notes) ORDER BY source_id')
    .pluck()
    .all()
    .map((definition) => (JSON.parse(definition) as NoteTypeDefinition).name);
  return {
    fileName: request.fileName,
    sizeBytes: sizeOf(request.path, outcome),
    format: outcome.format,
    generation: outcome.generation,
    summary: describeContent(outcome, summary, decks.length),
    noteCount: summary.notes,
    cardCount: summary.cards,
    reviewCount: summary.reviews,
    mediaCount: summary.media,
    decks,
    noteTypes: [...new Set(noteTypes)],
    samples: renderSamples(staging, prefix),
    warnings: summary.warnings,
    fileCount: outcome.fileCount,
    formats: outcome.formats,
    savedMapping: outcome.savedMapping,
    text: outcome.text,
  };
}

/** Of a file or archive as it lies there; of a folder, the files in it. */
function sizeOf(path: string, outcome: ReadOutcome): number {
  const found = statSync(path);
  return found.isDirectory() ? (outcome.sizeBytes ?? 0) : found.size;
}

function describeContent(outcome: ReadOutcome, summary: StagingSummary, decks: number): string {
  return `${IMPORT_FORMAT_NAMES[outcome.format]} with ${countWords(summary.notes, 'note')} in ${countWords(decks, 'deck')}`;
}

interface SampleRow {
  readonly definition: string;
  readonly fields: string;
  readonly tags: string;
  readonly deckName: string;
  readonly ordinal: number;
  readonly flag: Flag;
}

/** The first card of each note type, then more of the first notes. */
function renderSamples(staging: Database, prefix: string): readonly RenderedCard[] {
  const ids = staging
    .prepare<[number, number], number>(
      `SELECT id FROM (SELECT min(c.source_id) AS id, 0 AS turn FROM notes n JOIN cards c ON c.note_source_id = n.source_id GROUP BY n.note_type_source_id
         UNION SELECT source_id, 1 FROM (SELECT source_id FROM cards ORDER BY source_id LIMIT ?))
       GROUP BY id ORDER BY min(turn), id LIMIT ?`,
    )
    .pluck()
    .all(SAMPLES, SAMPLES);
  const read = staging.prepare<[number], SampleRow>(
    `SELECT t.definition, n.fields, n.tags, d.name AS deckName, c.ordinal, c.flag FROM cards c JOIN notes n ON n.source_id = c.note_source_id
     JOIN note_types t ON t.source_id = n.note_type_source_id JOIN decks d ON d.source_id = c.deck_source_id WHERE c.source_id = ?`,
  );
  return ids.flatMap((id) => {
    const row = read.get(id);
    if (row === undefined) return [];
    return [
      renderCard({
        noteType: JSON.parse(row.definition) as NoteTypeDefinition,
        fields: splitFields(row.fields),
        tags: splitTags(row.tags),
        deckName: prefix + row.deckName,
        ordinal: row.ordinal,
        flag: row.flag,
        mediaUrlOf: () => null,
      }),
    ];
  });
}
