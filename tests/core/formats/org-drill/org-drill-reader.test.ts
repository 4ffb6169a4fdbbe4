import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { orgDrillReader } from '../../../../src/core/formats/org-drill/org-drill-reader.ts';
import { createCollectingSink, resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { MOMENT } from '../../../fixtures/export-source.ts';
import { fileOf, folderOf, READER_CONTEXT, readAll } from '../../../fixtures/folder-source.ts';

const SAMPLE = join(import.meta.dirname, '../../../../../shared/decks/files/all-card.org');

async function read(text: string) {
  return await readAll(orgDrillReader, fileOf('Facts.org', text));
}

async function readItem(type: string, body: string) {
  return await read(`* Item :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: ${type}\n:END:\n${body}`);
}

describe('a drill item', () => {
  it('asks for what stands below its subheadings', async () => {
    const { notes } = await read('* Item :drill:\nWhat is the capital of Estonia?\n** The Answer\nTallinn.\n');
    expect(notes[0]?.fields).toEqual(['What is the capital of Estonia?', 'Tallinn.']);
  });

  it.each(['constructor', '__proto__'])('of the type %s, which nobody knows, is asked for all the same', async (type) => {
    const { notes } = await readItem(type, 'A [gap] in a sentence.\n');
    expect(notes[0]?.fields[0]).toContain('{{c1::gap}}');
  });

  it('may have a nameless answer', async () => {
    const { notes } = await read('*** :drill:\nWho leads?\n**** \nNobody\n**** \nSomebody\n');
    expect(notes[0]?.fields).toEqual(['Who leads?', 'Nobody<br><br>Somebody']);
  });

  it('is asked for by its heading when it has no text of its own', async () => {
    const { notes } = await read('* TODO [#A] Capital of Estonia :drill:geo:\n** Answer\nTallinn.\n');
    expect(notes[0]?.fields).toEqual(['<b>Capital of Estonia</b>', 'Tallinn.']);
    expect(notes[0]?.tags).toEqual(['geo']);
  });

  it('hides all its gaps on one card, hints shown', async () => {
    const { notes, cards } = await read('* Item :drill:\nMediated by [immunoglobulin E||molecule] and [mast cells].\n');
    expect(notes[0]?.fields[0]).toBe('Mediated by {{c1::immunoglobulin E::molecule}} and {{c1::mast cells}}.');
    expect(cards).toHaveLength(1);
  });

  it('takes links, dates, footnotes and checkboxes for no gaps', async () => {
    const { notes } = await read('* Item :drill:\n[[https://example.org][page]] [2024-01-02 Tue] [fn:1] [1/3] [gap]\n');
    expect(notes[0]?.fields[0]).toBe('<a href="https://example.org">page</a> [2024-01-02 Tue] [fn:1] [1/3] {{c1::gap}}');
  });

  it('takes what stands in code and formulas for no gaps', async () => {
    const { notes } = await read('* Item :drill:\nWhat is printed?\n#+BEGIN_SRC python\nx = [1, 2]\n#+END_SRC\n** Answer\n1\n* Item :drill:\nThe [sum] is \\( a[i] \\) or $x[1]$ or\n\\[ b[2] \\]\n');
    expect(notes.map(({ fields }) => fields[0])).toEqual([
      'What is printed?<pre><code class="language-python">x = [1, 2]</code></pre>',
      'The {{c1::sum}} is \\( a[i] \\) or \\(x[1]\\) or<br>\\[ b[2] \\]',
    ]);
  });

  it('shows links and formulas in its heading, and leaves formulas of several lines whole', async () => {
    const { notes } = await read('* What is [[https://example.org][this]] in $x[1]$? :drill:\n** Answer\nx\n* Item :drill:\n\\begin{equation}\na[1] = [b]\n\\end{equation}\nThe [gap]\n');
    expect(notes[0]?.fields[0]).toBe('<b>What is <a href="https://example.org">this</a> in \\(x[1]\\)?</b>');
    expect(notes[1]?.fields[0]).toBe('\\[a[1] = [b]\\]<br>The {{c1::gap}}');
    const lines = await read('* Item :drill:\n\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}\n** Answer\nx\n');
    expect(lines.notes[0]?.fields[0]).toBe('\\[\\begin{aligned}\na &amp;= b \\\\\nc &amp;= d\n\\end{aligned}\\]');
  });

  it.each([
    ['', '<[a]> and [b] and <[c||hint]>'],
    ['# -*- org-drill-left-cloze-delimiter: "{"; org-drill-right-cloze-delimiter: "}" -*-\n', '{a} and [b] and {c||hint}'],
  ])('knows the marks that its file gives gaps %j', async (head, body) => {
    const { notes } = await read(`${head}* Item :drill:\n${body}\n* Rule :drill:\nOnly [text]\n`);
    expect(notes.map(({ fields }) => fields[0])).toEqual(['{{c1::a}} and [b] and {{c1::c::hint}}', '<b>Rule</b>']);
    expect(notes[1]?.fields[1]).toBe('Only [text]');
  });

  it('of two sides does not tell them in what stands above them', async () => {
    const { notes } = await read('* <[der Hund]> :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: twosided\n:END:\nA [well known||which] animal\n** German\nder Hund\n** English\ndog\n');
    expect(notes[0]?.fields[0]).toBe('<b>[…]</b><br>A [well known||which] animal');
    expect(notes[0]?.fields.at(-1)).toBe('<b>der Hund</b><br>A [well known||which] animal');
  });

  it.each([
    ['hide1cloze', '{{c1::a}} {{c2::b}} {{c3::c}}', 3],
    ['multicloze', '{{c1::a}} {{c2::b}} {{c3::c}}', 3],
    ['show1cloze', '{{c2,3::a}} {{c1,3::b}} {{c1,2::c}}', 3],
    ['hide2cloze', '{{c1,3::a}} {{c2,1::b}} {{c3,2::c}}', 3],
    ['show2cloze', '{{c2::a}} {{c3::b}} {{c1::c}}', 3],
    ['hidefirst', '{{c1::a}} b c', 1],
    ['hidelast', 'a b {{c1::c}}', 1],
  ])('of type %s has a card for each way of hiding', async (type, text, cards) => {
    const item = await readItem(type, '[a] [b] [c]');
    expect(item.notes[0]?.fields[0]).toBe(text);
    expect(item.cards).toHaveLength(cards);
  });

  it('with two sides is asked both ways', async () => {
    const plain = await readItem('twosided', '** Spanish\nla mujer\n** English\nthe woman\n');
    expect(resolveNotes(plain)[0]).toMatchObject({ noteTypeName: 'Basic (and reversed)', fields: ['<b>Spanish</b><br>la mujer', '<b>English</b><br>the woman'] });
    const prompted = await readItem('twosided', 'Translate.\n** Spanish\nla mujer\n** English\nthe woman\n** Example\nuna mujer\n');
    expect(prompted.notes[0]?.fields).toEqual(['Translate.', '<b>Spanish</b><br>la mujer', '<b>English</b><br>the woman', '', '', '', '', '<b>Example</b><br>una mujer']);
    expect(prompted.cards).toHaveLength(2);
  });

  it('with many sides has a card for each', async () => {
    const { cards } = await readItem('multisided', 'Translate.\n** Spanish\nla mesa\n** English\nthe table\n** Picture\n[[file:table.jpg]]\n');
    expect(cards).toHaveLength(3);
  });

  it('keeps its children that are items out, and knows items by their own tag alone', async () => {
    const { notes } = await read('#+FILETAGS: :school:\n* Group :drill:\nWhat?\n** Answer\nThat.\n** Child :drill:\nWho?\n*** Answer\nShe.\n** Plain\nNot asked.\n* Other\n** Deeper\nNothing.\n');
    expect(notes.map(({ fields }) => fields)).toEqual([
      ['<b>Group</b><br>What?', 'That.<br><br><b>Plain</b><br>Not asked.'],
      ['<b>Child</b><br>Who?', 'She.'],
    ]);
    expect(notes[1]?.tags).toEqual(['school']);
  });

  it('brings its schedule and its id along', async () => {
    const text = [
      '#+TITLE: Capitals', '* Item :drill:', '  SCHEDULED: <2026-05-30 Sat>', '  :PROPERTIES:', '  :ID:       abc-1', '  :DRILL_LAST_INTERVAL: 15.5', '  :DRILL_REPEATS_SINCE_FAIL: 3',
      '  :DRILL_TOTAL_REPEATS: 5', '  :DRILL_FAILURE_COUNT: 1', '  :DRILL_EASE: 2.36', '  :DRILL_LAST_REVIEWED: [2026-05-15 Fri 09:30]', '  :END:', 'The [capital].',
    ].join('\n');
    const deck = await read(text);
    expect(deck.decks[0]?.name).toBe('Capitals');
    expect(deck.notes[0]?.guid).toBe('abc-1');
    expect(deck.cards[0]?.schedule).toMatchObject({ state: 'review', dueDay: MOMENT.today + 10, intervalDays: 16, reviewCount: 5, lapseCount: 1, lastReviewedAtMillis: Date.UTC(2026, 4, 15, 9, 30) });
    expect(deck.warnings.map(({ code }) => code)).toEqual(['schedule-converted']);
  });

  it('brings the schedule that older versions wrote', async () => {
    const deck = await read('* Item :drill:\n  SCHEDULED: <2026-05-30 Sat>\n  :PROPERTIES:\n  :LEARN_DATA: (15 4 2.36 ((4 (2.36 . 2.3))))\n  :DRILL_FAILURE_COUNT: 1\n  :END:\nThe [capital].\n');
    expect(deck.cards[0]?.schedule).toMatchObject({ state: 'review', dueDay: MOMENT.today + 10, intervalDays: 15, reviewCount: 4, lapseCount: 1 });
  });

  it('keeps its markup', async () => {
    const { notes } = await read('* Item :drill:\n*bold* /slanted/ =code= $x_1$ a*b\n** Answer\n- one\n  - two\n#+begin_src c\nint x;\n* no\n#+end_src\n| a | b |\n|---+---|\n| 1 | 2 |\n');
    expect(notes[0]?.fields[0]).toBe('<b>bold</b> <i>slanted</i> <code>code</code> \\(x_1\\) a*b');
    expect(notes[0]?.fields[1]).toContain('<ul><li>one<ul><li>two</li></ul></li></ul>');
  });

  it('shows its pictures', async () => {
    const deck = await readAll(orgDrillReader, folderOf('org', { 'a/Facts.org': '* Item :drill:\n[[file:img/x.png]]\n** Answer\n[[./img/y.mp3]]\n', 'a/img/x.png': 'X', 'a/img/y.mp3': 'Y' }));
    expect(deck.notes[0]?.fields).toEqual(['<img src="x.png">', '[sound:y.mp3]']);
    expect(deck.media.map(({ name }) => name)).toEqual(['x.png', 'y.mp3']);
  });

  it('without anything to ask is left out, with the reason', async () => {
    const { skipped } = await read('* Empty :drill:\n* Item :drill:\n[a]\n');
    expect(skipped).toEqual([{ title: 'Empty', reason: 'The item has no text to ask for.' }]);
  });
});

describe('an Org file', () => {
  it('is known by its drill tags', async () => {
    expect(await orgDrillReader.recognise(fileOf('a.org', '* Item :drill:\n[x]'))).toBeGreaterThan(0.9);
    expect(await orgDrillReader.recognise(fileOf('a.org', '* Plain headline\nText'))).toBe(0);
    expect(await orgDrillReader.recognise(fileOf('a.md', '* A list\n* of things'))).toBe(0);
  });

  it('is read, or refused in a sentence, whatever it holds', async () => {
    const piece = fc.constantFrom('* ', '** ', ' :drill:', '\n', ':PROPERTIES:\n', ':END:\n', ':DRILL_CARD_TYPE: show2cloze\n', '[', ']', '||', '[[', '#+begin_src\n', '#+end_src\n', '- ', '| a |\n', '$', '*', '/', '\\(', 'x', '  ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), async (parts) => {
        const source = fileOf('Facts.org', `* a :drill:\n${parts.join('')}`);
        await orgDrillReader.recognise(source);
        try {
          await orgDrillReader.read(source, READER_CONTEXT, createCollectingSink());
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(['* ', '[', '*a ', '- x\n ', '  ', '| a |\n', ':x:\n', '\\(', '$a', '** b\n'])('of fifty thousand times %j is read all the same', async (part) => {
    const deck = await read(`* a :drill:\n[x]\n${part.repeat(50_000)}`);
    expect(deck.notes).toHaveLength(1);
  });

  it('of any depth is read all the same', async () => {
    const blocks = await read(`* a :drill:\n[x]\n${'#+begin_quote\n'.repeat(20_000)}`);
    const levels = await read(`* a :drill:\nx\n${Array.from({ length: 3000 }, (_, index) => `${'*'.repeat(index + 2)} b\n`).join('')}`);
    expect([blocks.notes.length, levels.notes.length]).toEqual([1, 1]);
  });

  it.skipIf(!existsSync(SAMPLE))('of the program itself comes in whole', async () => {
    const source = fileOf('all-card.org', readFileSync(SAMPLE));
    expect(await orgDrillReader.recognise(source)).toBeGreaterThan(0.9);
    const deck = await readAll(orgDrillReader, source);
    expect([deck.notes.length, deck.skipped.length]).toEqual([18, 0]);
  });
});
