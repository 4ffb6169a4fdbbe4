/** Every writer of text formats; packages and archives, which need a database or a zip of their own, are written by the export job. */

import { crowdankiWriter } from './crowdanki/crowdanki-writer.ts';
import type { FormatWriter } from './format-writer.ts';

export const FORMAT_WRITERS: readonly FormatWriter[] = [
  crowdankiWriter,
];
