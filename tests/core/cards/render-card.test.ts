import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listCardOrdinals } from '../../../src/core/cards/card-ordinals.ts';
import { BUILT_IN_NOTE_TYPES } from '../../../src/core/cards/built-in-note-types.ts';
import { renderCard } from '../../../src/core/cards/render-card.ts';
import type { CardToRender } from '../../../src/core/cards/render-card.ts';

const FIELDS = ['Front', 'Back', 'Empty'] as const;

function render(front: string, back: string, values: Partial<Record<(typeof FIELDS)[number], string>> = {}, more: Partial<CardToRender> & { kind?: 'basic' | 'cloze'; rightToLeft?: boolean } = {}) {
  return renderCard({
    noteType: {
      name: 'My type',
      kind: more.kind ?? 'basic',
      css: '.card { background: url(_ground.png) }',
      fields: FIELDS.map((name) => ({ name, rightToLeft: more.rightToLeft ?? false })),
      templates: [{ name: 'Card one', questionFormat: front, answerFormat: back }],
    },
    fields: FIELDS.map((name) => values[name] ?? ''),
    tags: ['a', 'b::c'],
    deckName: 'Top::Below',
    ordinal: 0,
    flag: 2,
    mediaUrlOf: (name) => (name.startsWith('missing') ? null : `/media/hash/${encodeURIComponent(name)}`),
    ...more,
  });
}

const question = (template: string, values: Parameters<typeof render>[2] = {}, more: Parameters<typeof render>[3] = {}) => render(template, '', values, more).question.html;

test.each([
  ['a field', '{{Front}}', 'one <b>two</b>'],
  ['a filled section', '{{#Front}}yes{{/Front}}{{^Front}}no{{/Front}}', 'yes'],
  ['an empty section', '{{#Empty}}yes{{/Empty}}{{^Empty}}no{{/Empty}}', 'no'],
  ['sections in sections', '{{#Front}}a{{^Empty}}b{{#Back}}c{{/Back}}{{/Empty}}{{/Front}}', 'abc'],
  ['text without markup', '{{text:Front}}', 'one two'],
  ['filters from right to left', '{{hint:text:Front}}', '<details class="hint"><summary>Front</summary><div>one two</div></details>'],
  ['a hint of an empty field', '{{hint:Empty}}', ''],
  ['special fields', '{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}', 'a b::c|My type|Top::Below|Below|Card one|flag2'],
  ['special fields in sections', '{{#Tags}}t{{/Tags}}{{#CardFlag}}f{{/CardFlag}}', 'tf'],
  ['the old delimiters', '{{=<% %>=}}<%Front%>', 'one <b>two</b>'],
  ['an unknown field', '{{Frnot}}', '<span class="template-notice">{unknown field Frnot}</span>'],
  ['an unknown section, taken as empty', '{{#Nix}}a{{/Nix}}{{^Nix}}b{{/Nix}}', '<span class="template-notice">{unknown field Nix}</span><span class="template-notice">{unknown field Nix}</span>b'],
  ['an unknown filter', '{{shout:Front}}', 'one <b>two</b><span class="template-notice">{unknown filter shout}</span>'],
  ['a filter without a field', '{{tts-voices:}}', ''],
  ['speech', '{{tts en_US voices=X speed=0.5:Front}}', '<span data-versus-speech="one two" data-language="en-US" data-speed="0.5" data-side="question"></span>'],
])('a template with %s', (_what, template, html) => {
  expect(question(template, { Front: 'one <b>two</b>', Back: 'x' })).toBe(html);
});

test('furigana, kana and kanji take the two parts of a reading', () => {
  const values = { Front: '日本[にほん]へ 行[い]く [sound:a.mp3]' };
  expect(question('{{furigana:Front}}', values)).toContain('<ruby>日本<rt>にほん</rt></ruby>へ<ruby>行<rt>い</rt></ruby>く');
  expect(question('{{kana:Front}}', values)).toContain('にほんへいく');
  expect(question('{{kanji:Front}}', values)).toContain('日本へ行く');
});

test('the answer repeats the question, but its sounds are not played again', () => {
  const card = render('{{Front}}', '{{FrontSide}}<hr id=answer>{{Back}}', { Front: 'q[sound:q.mp3] \\(x\\)', Back: 'a[sound:a b.mp3]' });
  expect(card.question.sounds).toEqual([{ name: 'q.mp3', url: '/media/hash/q.mp3' }]);
  expect(card.answer.sounds).toEqual([{ name: 'a b.mp3', url: '/media/hash/a%20b.mp3' }]);
  expect(card.answer.html).toBe(
    'q<span data-versus-sound="question:0"></span> <span data-versus-maths="inline">x</span><hr id=answer>a<span data-versus-sound="answer:0"></span>',
  );
});

test('media get their addresses, and those that the library lacks are named', () => {
  const card = render('{{Front}}', '', { Front: '<img src="a%20b.jpg"><img src="missing.jpg"><img src="https://x.org/y.png">[sound:missing.mp3]' });
  expect(card.question.html).toContain('<img src="/media/hash/a%20b.jpg"><img src="missing.jpg"><img src="https://x.org/y.png">');
  expect(card.missingMedia).toEqual(['missing.mp3', 'missing.jpg']);
  expect(card.css).toBe('.card { background: url("/media/hash/_ground.png") }');
});

test('formulas are marked with their text, in whichever way they are written', () => {
  const html = question('{{Front}}', { Front: '\\(a<b>b</b> &lt; c\\) \\[x<br>y\\] [$]z[/$] [$$]w[/$$] [latex]so $v$ it is[/latex] <code>\\(no\\)</code> <td>\\(torn</td>\\)' });
  expect(html).toContain('<span data-versus-maths="inline">ab &lt; c</span>');
  expect(html).toContain('<span data-versus-maths="display">x\ny</span>');
  expect(html).toContain('<span data-versus-maths="inline">z</span> <span data-versus-maths="display">w</span> so <span data-versus-maths="inline">v</span> it is');
  expect(html).toContain('<code>\\(no\\)</code> <td>\\(torn</td>\\)');
});

test('a typed answer has its place and what is expected there', () => {
  const card = render('{{Front}} {{type:Back}}', '{{FrontSide}} = {{type:Back}}', { Front: 'x', Back: ' Caf&eacute;<br><b>crème</b> [sound:a.mp3]' });
  expect(card.typedAnswer).toBe('Café crème');
  expect(card.question.html).toContain('<span data-versus-type-answer=""></span>');
  expect(card.answer.html.match(/data-versus-type-answer/g)).toHaveLength(1);
  expect(render('{{type:nc:Back}}', '', { Back: 'x' }).question.html).toBe('<span data-versus-type-answer="nc"></span>');
  expect(render('{{Front}}{{type:Empty}}', '', { Front: 'x' })).toMatchObject({ typedAnswer: null, question: { html: 'x' } });
});

test('a typed cloze expects the texts asked for', () => {
  const values = { Front: '{{c1::<b>a</b>}} {{c2::b}} {{c1::c::hint}}' };
  const card = render('{{cloze:Front}}{{type:cloze:Front}}', '', values, { kind: 'cloze' });
  expect(card.typedAnswer).toBe('a, c');
});

test('a card whose cloze is gone says so', () => {
  const card = render('{{cloze:Front}}', '{{cloze:Front}}', { Front: '{{c1::a}}' }, { kind: 'cloze', ordinal: 4 });
  expect(card.question.html).toContain('cloze 5');
});

test('sections by cloze number show on their card only', () => {
  const values = { Front: '{{c1::a}}{{c2::b}}' };
  const template = '{{cloze:Front}}{{#c1}}first{{/c1}}{{#c2}}second{{/c2}}';
  expect(question(template, values, { kind: 'cloze', ordinal: 0 })).toMatch(/first$/);
  expect(question(template, values, { kind: 'cloze', ordinal: 1 })).toMatch(/second$/);
});

test('a field from right to left is set so, but not within a tag', () => {
  expect(question('<p title="{{Back}}">{{Front}}</p>', { Front: 'שלום', Back: 'x' }, { rightToLeft: true })).toBe('<p title="x"><bdi dir="rtl">שלום</bdi></p>');
});

test('a template that cannot be read says on the card what is wrong, and the other side is there', () => {
  const card = render('{{#Front}}x', 'back: {{Front}}', { Front: 'f' });
  expect(card.question.html).toContain('The template for the front of this card cannot be read. {{#Front}} is not closed by {{/Front}}.');
  expect(card.answer.html).toBe('back: f');
  expect(render('x', 'y', {}, { ordinal: 7 }).question.html).toContain('not in its note type any more');
});

test.each([
  ['a script element', '<script>1</script>', true],
  ['an event handler', '<img src=x onerror=1>', true],
  ['a javascript address, however it is written', '<a href="java&#10;script:1">x</a>', true],
  ['words about scripts', 'a script onerror= javascript: text', false],
])('%s is told', (_what, Front, hasScripts) => {
  expect(render('{{Front}}', '', { Front }).hasScripts).toBe(hasScripts);
});

test('a template that names a long field again and again ends at a bound', () => {
  const card = render('{{Front}}'.repeat(200), '', { Front: 'x'.repeat(1_000_000) });
  expect(card.question.html.length).toBeLessThan(17_000_000);
  expect(card.question.html).toContain('too long to be shown whole');
});

test('the cards of every built-in note type render without a notice', () => {
  for (const noteType of BUILT_IN_NOTE_TYPES) {
    const fields = noteType.fields.map(({ name }) => (noteType.kind === 'cloze' ? `{{c1::${name}}}` : `value of ${name}`));
    const ordinals = listCardOrdinals(noteType, fields);
    expect(ordinals.length).toBeGreaterThan(0);
    for (const ordinal of ordinals) {
      const card = renderCard({ noteType, fields, tags: [], deckName: 'D', ordinal, flag: 0, mediaUrlOf: () => null });
      expect(card.question.html + card.answer.html).not.toContain('template-');
      expect(card.question.html).not.toBe(card.answer.html);
    }
  }
});

test('nothing in a template or a field makes rendering throw', () => {
  const piece = fc.constantFrom('{{Front}}', '{{#Front}}', '{{/Front}}', '{{', '}}', '{{c1::', '::', '\\(', '\\)', '[latex]', '[/latex]', '$', '[sound:', ']', '<img src=', '"', '>', '<style>', '</style>', '{{type:Front}}', '{{FrontSide}}', 'a', '&');
  const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, text, fc.constantFrom('basic' as const, 'cloze' as const), (front, back, Front, kind) => {
      const card = render(front, back, { Front }, { kind });
      expect(typeof card.answer.html).toBe('string');
    }),
    { numRuns: 1000 },
  );
});
