import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mondayOf, tallyWeeks } from '../../../src/core/contrast/weeks.ts';

test('weeks begin on Mondays', () => {
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 40_000 }), (day) => {
      const monday = mondayOf(day);
      expect(new Date(monday * 86_400_000).getUTCDay()).toBe(1);
      expect(day - monday).toBeGreaterThanOrEqual(0);
      expect(day - monday).toBeLessThan(7);
    }),
  );
});

test('weeks without an answer stand between those with one, and nothing is lost', () => {
  const answer = fc.record({ day: fc.integer({ min: 0, max: 400 }), isConfusion: fc.boolean() });
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 40 }), (answers) => {
      const weeks = tallyWeeks(answers);
      expect(weeks.reduce((sum, week) => sum + week.answers, 0)).toBe(answers.length);
      expect(weeks.reduce((sum, week) => sum + week.confusions, 0)).toBe(answers.filter(({ isConfusion }) => isConfusion).length);
      weeks.slice(1).forEach((week, index) => expect(week.monday - (weeks[index]?.monday ?? 0)).toBe(7));
      expect(weeks.at(0)?.answers).not.toBe(0);
      expect(weeks.at(-1)?.answers).not.toBe(0);
    }),
  );
});
