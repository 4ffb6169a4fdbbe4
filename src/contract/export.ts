/** Taking decks out: what a format would keep and lose, the job that writes, and the cards of a printed sheet. */

import * as z from 'zod';
import type { FileTicket, JobId, SaveTicket } from '../core/ids.ts';
import { EXPORT_FORMATS } from '../core/formats/format-writer.ts';
import type { ExportFormat } from '../core/formats/format-writer.ts';
import type { RenderedCard } from './notes.ts';
import { job, query } from './operation.ts';
import { deckId } from './schemas.ts';

export type { ExportFormat };

export const exportScope = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('deck'), deckId, withSubdecks: z.boolean().default(true) }),
  /** As note.search finds them. */
  z.strictObject({ what: z.literal('search'), text: z.string().max(1000), deckId: deckId.nullable() }),
  z.strictObject({ what: z.literal('everything') }),
]);
export type ExportScope = z.output<typeof exportScope>;

export const exportOptions = z.strictObject({
  withSchedule: z.boolean().default(true),
  withMedia: z.boolean().default(true),
});
export type ExportOptions = z.output<typeof exportOptions>;

const saveTicket = z.string().min(1).max(128).transform((id) => id as SaveTicket);
const request = { scope: exportScope, format: z.enum(EXPORT_FORMATS), options: exportOptions };

export interface ExportLoss {
  /** Stable and kebab-case: `no-images`, `no-schedule` … */
  readonly code: string;
  /** “Quizlet text has no images: 14 cards lose theirs.” */
  readonly message: string;
}

export interface ExportDescription {
  readonly noteCount: number;
  readonly cardCount: number;
  readonly reviewCount: number;
  readonly mediaCount: number;
  readonly mediaBytes: number;
  /** What a file made by this export should be called, extension included. */
  readonly suggestedName: string;
  readonly losses: readonly ExportLoss[];
  /** A sentence when this format cannot be written from this scope; nothing else holds then. */
  readonly refusal: string | null;
}

export interface ExportReport {
  readonly format: ExportFormat;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
  readonly media: number;
  readonly losses: readonly ExportLoss[];
  /** Where a browser fetches the file: the path /exports/<ticket>/<name> of the host. Null when it was written to its place. */
  readonly download: FileTicket | null;
  readonly durationMillis: number;
}

export const exportContract = {
  'export.describe': query<ExportDescription>()(z.strictObject(request)),
  /**
   * Writes in the background; progress and the outcome (`written`) come as events, and by job.status. `target` null: the file waits
   * for its download. A file that stood at the target stands there whole until the new one is complete.
   */
  'export.start': job<{ jobId: JobId }>()(z.strictObject({ ...request, target: saveTicket.nullable() })),
  /** Cards of a printed sheet, in deck order, rendered as they look. */
  'export.sheet': query<{ readonly title: string; readonly cards: readonly RenderedCard[]; readonly total: number }>()(
    z.strictObject({ scope: exportScope, offset: z.int().nonnegative(), limit: z.int().min(1).max(500) }),
  ),
};
