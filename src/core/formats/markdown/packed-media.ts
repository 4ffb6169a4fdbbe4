/** Pictures and sounds of an export in a folder of their own beside the texts. */

import { replaceMediaReferences } from '../../cards/media-references.ts';
import type { ExportSource } from '../export-source.ts';
import type { WrittenFile } from '../format-writer.ts';

export const MEDIA_FOLDER = 'media';

/** The HTML with its media named as the export's folder has them. */
export function pointIntoFolder(html: string): string {
  if (!html.includes('<') && !html.includes('[sound:')) return html;
  return replaceMediaReferences(html, ([name]) => (name === undefined || name.includes('/') ? null : `${MEDIA_FOLDER}/${name}`));
}

/** Every media file of the export. */
export function* packMedia(source: ExportSource): Generator<WrittenFile> {
  if (!source.withMedia) return;
  let done = 0;
  for (const { name, readBytes } of source.media()) {
    source.throwIfCancelled();
    yield { path: `${MEDIA_FOLDER}/${name}`, pieces: readBytes() };
    done += 1;
    source.progress('writing-media', done, source.counts.media);
  }
}
