/** CueCard's .wcu: XML whose cards have their sides in attributes. */

import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import { deckNameOf } from '../deck-name.ts';
import type { FormatReader } from '../format-reader.ts';
import { scheduleAsNew } from '../foreign-schedule.ts';
import { elementTextToHtml } from '../supermemo/element-html.ts';
import { readRootName, readXml } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';

const ROOT = 'CueCards';
const DECK = 1;
const NOTE_TYPE = 1;

export const cueCardReader: FormatReader = {
  format: 'cuecard',
  recognise: async (source) => {
    const [path, ...others] = source.paths;
    return path !== undefined && others.length === 0 && readRootName(await source.readHead(path)) === ROOT ? 0.98 : 0;
  },
  read: async (source, _context, sink) => {
    const name = deckNameOf(source.name);
    let notes = 0;
    let hasHistory = false;
    sink.deck({ sourceId: DECK, name, description: '', presetSourceId: null });
    sink.noteType({ sourceId: NOTE_TYPE, definition: BASIC_NOTE_TYPE });
    const tell = (element: XmlElement): void => {
      for (const child of element.children) tell(child);
      const sides = ['Question', 'Answer'].map((side) => elementTextToHtml(element.attributes[side] ?? ''));
      if (sides.every((side) => side === '')) {
        if (element.name === 'Card') sink.skipped('', 'It has neither a question nor an answer.');
        return;
      }
      notes += 1;
      hasHistory ||= (element.attributes['History'] ?? '') !== '';
      sink.note({
        sourceId: notes,
        guid: null,
        identity: `${name}\n${sides[0] ?? ''}`,
        noteTypeSourceId: NOTE_TYPE,
        fields: sides,
        tags: [],
        createdAtMillis: null,
        modifiedAtMillis: null,
      });
      sink.card({ sourceId: notes, noteSourceId: notes, ordinal: 0, deckSourceId: DECK, schedule: scheduleAsNew(notes) });
      if (notes % 256 === 0) sink.progress('reading-notes', notes, null);
    };
    readXml(await source.readTextPieces(source.paths[0] ?? source.name), { containers: new Set([ROOT]), record: tell }, sink.throwIfCancelled);
    if (hasHistory) sink.warning('history-left-out', 'CueCard kept no dates of its answers, so its cards come as new ones.');
  },
};
