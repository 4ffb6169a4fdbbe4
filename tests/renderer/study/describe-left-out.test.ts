import { expect, it } from 'vitest';
import { describeLeftOut } from '../../../src/renderer/features/study/describe-left-out.ts';

it('a card that shows everything says nothing', () => expect(describeLeftOut({ remote: [], missingMedia: [] })).toBeNull());

it('one missing file is named, several are counted', () => {
  expect(describeLeftOut({ remote: [], missingMedia: ['cell.png'] })).toBe('The file “cell.png” did not come with the deck.');
  expect(describeLeftOut({ remote: [], missingMedia: ['a.png', 'b.mp3'] })).toBe('2 files of this card did not come with the deck.');
});

it('what lies on the internet is told apart from what is missing', () => {
  expect(describeLeftOut({ remote: ['https://example.org/x.png'], missingMedia: ['a.png'] })).toBe(
    'The file “a.png” did not come with the deck. A part of this card lies on the internet and is not loaded.',
  );
});
