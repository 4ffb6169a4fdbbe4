/** Which topics each query reads: when a command touches one of them, live queries of that name run again. */

import type { NamesOfKind } from '../../contract/contract.ts';
import type { Topic } from '../../contract/transport.ts';

export type QueryName = NamesOfKind<'query'>;

export const TOPICS_OF_QUERIES: Readonly<Record<QueryName, readonly Topic[]>> = {
  'library.overview': ['decks', 'cards', 'notes', 'presets', 'settings'],
  'library.about': [],
  'library.check': [],
  'deck.get': ['decks', 'presets'],
  'undo.state': ['undo'],
  'settings.get': ['settings'],
  'draft.get': ['drafts'],
  'noteType.list': ['noteTypes'],
  'note.get': ['notes', 'cards', 'decks'],
  'note.search': ['notes', 'cards', 'decks'],
  'note.duplicates': ['notes'],
  'card.render': ['notes', 'noteTypes', 'media'],
  'note.preview': ['noteTypes', 'media'],
  'media.find': ['media'],
  'media.check': ['media', 'notes', 'noteTypes', 'decks', 'drafts', 'undo'],
  'tag.list': ['notes'],
  'study.view': ['cards', 'notes', 'decks', 'presets', 'noteTypes'],
  'study.summary': ['cards', 'decks', 'presets'],
  'export.describe': ['decks', 'notes', 'cards', 'noteTypes', 'presets', 'media', 'contrast'],
  'export.sheet': ['decks', 'notes', 'cards', 'noteTypes', 'media'],
  'import.preview': [],
  'import.expand': [],
  'job.status': [],
  'import.fates': ['notes'],
  'import.report-text': [],
  'import.conflicts': ['notes', 'noteTypes'],
  'exam.list': ['practice', 'contrast'],
  'exam.get': ['practice', 'contrast'],
  'insight.confusions': ['practice', 'cards', 'contrast'],
  'insight.bias': ['practice', 'cards', 'contrast'],
  'insight.pair-replay': ['practice', 'cards', 'contrast'],
  'insight.experiment': ['practice', 'cards', 'contrast'],
  'conceptSet.list': ['contrast', 'notes', 'decks', 'cards', 'practice'],
  'conceptSet.scenarios': ['contrast', 'decks'],
  'conceptSet.get': ['contrast', 'notes', 'decks', 'cards', 'practice'],
  'miner.proposals': ['contrast', 'notes', 'cards'],
};
