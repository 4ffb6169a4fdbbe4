/** Says before anything is written what an export would come to, and what its format would lose. */

import type { ExportDescription, ExportLoss } from '../../../contract/export.ts';
import { AppError } from '../../../core/errors.ts';
import type { ExportFacts } from '../../../core/formats/export-facts.ts';
import { describeExportLosses } from '../../../core/formats/export-losses.ts';
import type { ExportCounts, ExportSource } from '../../../core/formats/export-source.ts';
import { fileNameOf } from '../../../core/formats/file-name.ts';
import type { FormatLoss } from '../../../core/formats/format-writer.ts';
import { traitsOf } from './export-formats.ts';
import type { ExportRequest } from './export-messages.ts';

const WHOLE_COLLECTION = 'An Anki collection package holds a whole collection and replaces the one that it is opened in, so it can be written of everything only. For a deck, choose an Anki package (.apkg).';
const NOTHING = 'There are no cards in it, so there is nothing to write.';

/** Throws AppError format-unsupported when the format cannot be written from this scope, nothing to write included. */
export function refuseExport(request: Pick<ExportRequest, 'scope' | 'format'>, source: Pick<ExportSource, 'counts'>): void {
  if (request.format === 'colpkg' && request.scope.what !== 'everything') throw new AppError('format-unsupported', WHOLE_COLLECTION);
  if (source.counts.cards === 0 && !(request.format === 'versus-archive' && request.scope.what === 'everything')) throw new AppError('format-unsupported', NOTHING);
}

export function describeExport(request: ExportRequest, source: ExportSource, facts: ExportFacts): ExportDescription {
  const found = attemptLosses(request, source, facts);
  const { notes, cards, reviews, media, mediaBytes } = countWritten(request.format, source.counts, found.losses);
  return {
    noteCount: notes,
    cardCount: cards,
    reviewCount: reviews,
    mediaCount: media,
    mediaBytes,
    suggestedName: suggestName(request, source),
    losses: found.losses.map(sayLoss),
    refusal: found.refusal,
  };
}

/** What of the scope comes to stand in the file. */
export function countWritten(format: ExportRequest['format'], counts: ExportCounts, losses: readonly FormatLoss[]): ExportCounts {
  const { keeps } = traitsOf(format);
  const left = losses.map(({ leaves }) => leaves ?? { notes: 0, cards: 0 });
  const hasMedia = keeps.images || keeps.sounds;
  return {
    notes: left.reduce((rest, { notes }) => rest - notes, counts.notes),
    cards: left.reduce((rest, { cards }) => rest - cards, counts.cards),
    reviews: keeps.reviews ? counts.reviews : 0,
    media: hasMedia ? counts.media : 0,
    mediaBytes: hasMedia ? counts.mediaBytes : 0,
  };
}

/** As it is told to the learner. */
export function sayLoss({ code, message }: FormatLoss): ExportLoss {
  return { code, message };
}

function attemptLosses(request: ExportRequest, source: ExportSource, facts: ExportFacts): { readonly losses: readonly FormatLoss[]; readonly refusal: string | null } {
  try {
    refuseExport(request, source);
    return { losses: listLosses(request, source, facts), refusal: null };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'format-unsupported') return { losses: [], refusal: thrown.message };
    throw thrown;
  }
}

/** Those that the format's nature forces, then those that only the format itself can find. Throws AppError format-unsupported when nothing has a place in it. */
export function listLosses(request: ExportRequest, source: ExportSource, facts: ExportFacts): readonly FormatLoss[] {
  const { name, keeps, writer } = traitsOf(request.format);
  return [...describeExportLosses(name, keeps, facts, request.options), ...(writer?.describeLosses?.(source) ?? [])];
}

/** The title; with the day for everything, so that one does not take the place of the one before. */
function suggestName({ scope, format }: ExportRequest, source: ExportSource): string {
  const day = new Date(source.nowMillis + source.zoneOffsetMinutesAt(source.nowMillis) * 60_000).toISOString().slice(0, 10);
  const title = scope.what === 'everything' ? `${source.title} ${day}` : source.title;
  return `${fileNameOf(title)}${extensionOf(format)}`;
}

function extensionOf(format: ExportRequest['format']): string {
  try {
    return traitsOf(format).extension;
  } catch {
    return '';
  }
}
