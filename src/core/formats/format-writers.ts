/** Every writer of text formats; packages and archives, which need a database or a zip of their own, are written by the export job. */

import { contrastTextWriter } from './contrast-text/contrast-text-writer.ts';
import { crowdankiWriter } from './crowdanki/crowdanki-writer.ts';
import { ankiTextWriter } from './delimited-writers/anki-text-writer.ts';
import { quizletWriter } from './delimited-writers/quizlet-writer.ts';
import { csvWriter, tsvWriter } from './delimited-writers/table-writers.ts';
import type { FormatWriter } from './format-writer.ts';
import { hashcardsWriter } from './hashcards/hashcards-writer.ts';
import { obsidianWriter } from './obsidian/obsidian-writer.ts';

export const FORMAT_WRITERS: readonly FormatWriter[] = [
  ankiTextWriter,
  csvWriter,
  tsvWriter,
  quizletWriter,
  contrastTextWriter,
  crowdankiWriter,
  obsidianWriter,
  hashcardsWriter,
];
