/** Every reader of text, XML and JSON formats; Anki's packages and tables of any sort have doors of their own. */

import { contrastTextReader } from './contrast-text/contrast-text-reader.ts';
import { crowdankiReader } from './crowdanki/crowdanki-reader.ts';
import { cueCardReader } from './cuecard/read-cuecard.ts';
import type { FormatReader } from './format-reader.ts';
import { mnemosyneCardsReader } from './mnemosyne/read-cards-file.ts';
import { mnemosyneXmlReader } from './mnemosyne/read-version-1.ts';
import { hashcardsReader } from './hashcards/hashcards-reader.ts';
import { mochiReader } from './mochi/mochi-reader.ts';
import { remnoteReader } from './remnote/remnote-reader.ts';
import { orgDrillReader } from './org-drill/org-drill-reader.ts';
import { obsidianReader } from './obsidian/obsidian-reader.ts';
import { superMemoTextReader } from './supermemo/read-supermemo-text.ts';
import { superMemoXmlReader } from './supermemo/read-supermemo-xml.ts';

/** The surest one reads a file; among equals the first. */
export const FORMAT_READERS: readonly FormatReader[] = [
  mnemosyneCardsReader,
  mnemosyneXmlReader,
  superMemoXmlReader,
  superMemoTextReader,
  cueCardReader,
  contrastTextReader,
  crowdankiReader,
  mochiReader,
  obsidianReader,
  hashcardsReader,
  orgDrillReader,
  remnoteReader,
];
