import { describe, expect, it } from 'vitest';
import { findHighestCloze, makeClozeMarks } from '../../../src/renderer/features/edit/cloze.ts';
import { carryFields } from '../../../src/renderer/features/edit/note-draft.ts';
import { findNoteType } from './samples.ts';

describe('changing the note type', () => {
  it('carries texts to fields of the same name and the rest to free fields in their order', () => {
    const contrast = findNoteType('Contrast');
    const statement = findNoteType('Statement');
    const carried = carryFields(['Risk', 'Manager', 'avoids it', 'Leader', 'takes it', 'because', 'Zaleznik'], contrast, statement);
    const byName = Object.fromEntries(statement.fields.map((field, index) => [field.name, carried[index]]));
    expect(byName).toMatchObject({ 'Concept A': 'Manager', 'Concept B': 'Leader', Why: 'because', Statement: 'Risk', 'Belongs to': 'avoids it' });
  });

  it('leaves a pair of concepts behind that only stands there from the note before', () => {
    const statement = findNoteType('Statement');
    const carried = statement.fields.map((field) => (field.name === 'Concept A' ? 'Manager' : field.name === 'Concept B' ? 'Leader' : ''));
    expect(carryFields(carried, statement, findNoteType('Cloze'))).toEqual(['', '']);
    expect(carryFields(carried, statement, findNoteType('Contrast')).slice(1, 4)).toEqual(['Manager', '', 'Leader']);
  });

  it('loses nothing when the new type has fewer fields', () => {
    const carried = carryFields(['a', 'b', 'c', 'd', 'e', 'f', 'g'], findNoteType('Contrast'), findNoteType('Basic'));
    expect(carried.join('<br>').split('<br>')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('cloze numbers', () => {
  it('go on from the highest in any field', () => {
    expect(findHighestCloze(['{{c1::a}} {{c3,7::b}}', '{{c5::c::hint}}'])).toBe(7);
    expect(makeClozeMarks(['{{c1::a}}', '{{c2::b}}'], 'next').before).toBe('{{c3::');
  });

  it('start at 1, also when the same number is asked for and there is none', () => {
    expect(makeClozeMarks([''], 'next').before).toBe('{{c1::');
    expect(makeClozeMarks([''], 'same').before).toBe('{{c1::');
    expect(makeClozeMarks(['{{c2::x}}'], 'same').before).toBe('{{c2::');
  });
});
