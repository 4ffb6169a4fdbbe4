import { describe, expect, it } from 'vitest';
import type { ImportFormat, ImportPhase } from '../../../src/contract/import.ts';
import { describeTimeLeft, estimateMillisLeft, measureFraction } from '../../../src/renderer/features/import/import-progress.ts';
import { assignColumn, columnOf, findEmptyFields, listColumnChoices, valueOfColumn } from '../../../src/renderer/features/import/text-columns.ts';

const PHASES: readonly ImportPhase[] = ['opening', 'reading-notes', 'reading-cards', 'reading-reviews', 'reading-media', 'merging', 'finishing'];

describe('the progress of an import', () => {
  it.each<[ImportFormat, readonly ImportPhase[]]>([
    ['apkg', PHASES],
    ['csv', ['opening', 'reading-notes', 'merging', 'finishing']],
  ])('only goes forward through the phases of %s and ends at the whole', (format, phases) => {
    const steps = phases.flatMap((phase) => [0, 50, 100].map((done) => measureFraction({ phase, done, total: 100 }, format)));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBeCloseTo(1);
  });

  it('does not run ahead when the length is not known or was guessed too small', () => {
    const unknown = measureFraction({ phase: 'reading-notes', done: 500, total: null }, 'apkg');
    expect(unknown).toBe(measureFraction({ phase: 'reading-notes', done: 0, total: 100 }, 'apkg'));
    expect(measureFraction({ phase: 'finishing', done: 300, total: 100 }, 'apkg')).toBeLessThanOrEqual(1);
  });

  it('guesses no time left at the very beginning', () => {
    expect(estimateMillisLeft(0.5, 1000)).toBeNull();
    expect(estimateMillisLeft(0.01, 60_000)).toBeNull();
    expect(estimateMillisLeft(0.25, 10_000)).toBe(30_000);
  });

  it('says the time left as a person would', () => {
    expect([3000, 31_000, 130_000, 7_200_000].map(describeTimeLeft)).toEqual(['a few seconds left', 'about 40 s left', 'about 2 min left', 'about 2 h left']);
  });
});

describe('the columns of a text', () => {
  it('swap their roles when one takes what another had', () => {
    const columns = [columnOf('field:Front'), columnOf('field:Back'), columnOf('ignore')];
    expect(assignColumn(columns, 2, columnOf('field:Front')).map(valueOfColumn)).toEqual(['ignore', 'field:Back', 'field:Front']);
  });

  it('can all be left out', () => {
    const columns = [columnOf('field:Front'), columnOf('ignore')];
    expect(assignColumn(columns, 0, columnOf('ignore')).map(valueOfColumn)).toEqual(['ignore', 'ignore']);
  });

  it('read back what they were written as, whatever a field is called', () => {
    for (const choice of listColumnChoices(['tags', 'field:x', ''])) expect(valueOfColumn(columnOf(choice.value))).toBe(choice.value);
  });

  it('tell which fields stay empty', () => {
    expect(findEmptyFields([columnOf('field:Back'), columnOf('tags')], ['Front', 'Back'])).toEqual(['Front']);
  });
});
