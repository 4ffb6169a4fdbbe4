import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listClozeNumbers, readAskedTexts } from '../../../../src/core/cards/cloze.ts';
import { convertClozes, convertMarkup, flattenMediaName, openBrackets, toTag } from '../../../../src/core/formats/mnemosyne/markup.ts';
import { readPythonLiteral } from '../../../../src/core/formats/mnemosyne/python-literal.ts';

describe('the text of Mnemosyne’s facts', () => {
  it('keeps its lines and what was never a tag', () => {
    expect(convertMarkup('a\r\nb\nc')).toBe('a<br>b<br>c');
    expect(convertMarkup('1 < 2 <b>bold</b>')).toBe('1 &lt; 2 <b>bold</b>');
    expect(convertMarkup('<ul>\n<li>a</li>\n</ul>\nb')).toBe('<ul>\n<li>a</li>\n</ul><br>b');
  });

  it('has its formulas set', () => {
    expect(convertMarkup('<$>a<b</$> and <$$>\\frac{1}{2}</$$>')).toBe('\\(a&lt;b\\) and \\[\\frac{1}{2}\\]');
    expect(convertMarkup('<LaTeX>x\ny</latex>\nz')).toBe('[latex]x\ny[/latex]<br>z');
    expect(convertMarkup('<$>never closed')).toBe('&lt;$>never closed');
  });

  it('plays its sounds, and finds its pictures in our flat folder', () => {
    expect(convertMarkup('<audio src="sounds/a b.mp3"></audio>x<sound src="c.ogg">')).toBe('[sound:sounds-a b.mp3]x[sound:c.ogg]');
    expect(convertMarkup('<audio controls><source src="a.mp3"></audio><picture><source srcset="b.png"></picture>')).toBe('[sound:a.mp3]<picture><source srcset="b.png"></picture>');
    expect(convertMarkup('<img src="maps/De/x.png"><card style="answerbox: overlay"/>')).toBe('<img src="maps-De-x.png">');
    expect(convertMarkup('<img src="https://example.org/a/b.png">')).toBe('<img src="https://example.org/a/b.png">');
    expect(['a.png', 'a/b.png', './a/b.png', '../a.png', '/a/b.png', 'C:\\a\\b.png'].map(flattenMediaName)).toEqual(['a.png', 'a-b.png', 'a-b.png', '../a.png', '/a/b.png', 'C:\\a\\b.png']);
  });

  it('asks for what stands in brackets', () => {
    expect(convertClozes('La [casa:house] es [grande].')).toBe('La {{c1::casa::house}} es {{c2::grande}}.');
    expect(convertClozes('\\left[x\\right] [y]')).toBe('\\left[x\\right] {{c1::y}}');
    expect(convertClozes('[\\left[1\\right]]')).toBe('{{c1::\\left[1\\right]}}');
    expect(readAskedTexts(convertClozes('[\\frac{a}{b}]'), 1)).toEqual(['\\frac{a}{b} ']);
    expect(openBrackets('La [casa:house] es [grande].')).toBe('La casa es grande.');
    expect(convertClozes('no [end')).toBe('no [end');
  });

  it('numbers as many clozes as there are brackets, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '}', '{', ':', ' ', '<', '\n', 'é'), minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 9 }), (hidden) => {
        const text = hidden.map((part) => `x[${part}]`).join('');
        expect(listClozeNumbers([convertClozes(text)])).toEqual(hidden.map((_, index) => index + 1));
      }),
    );
  });

  it('takes time in line with its length', () => {
    const hostile = ['[', '<$>', '<latex>', '<', '<audio src="', '[a:', '\\left[', '[\\right]'].map((piece) => piece.repeat(60_000));
    for (const text of hostile) {
      expect(convertMarkup(text).length).toBeGreaterThan(0);
      expect(convertClozes(text).length).toBeGreaterThan(0);
    }
  });

  it('becomes tags of single words', () => {
    expect(['Germany: States', ' a :: b c ', '__UNTAGGED__', '<default>'].map(toTag)).toEqual(['Germany:_States', 'a::b_c', '', '']);
  });
});

describe('Python literals', () => {
  it('are read, never run', () => {
    expect(readPythonLiteral(`[('f', u"Fro\\'nt"), ("b", 'B\\u00e4ck\\n')]`)).toEqual([['f', "Fro'nt"], ['b', 'Bäck\n']]);
    expect(readPythonLiteral("{'index': 0, 'cloze': u'a', 'x': {1: None, 'y': (True, False,)}}")).toEqual({ index: 0, cloze: 'a', x: { '1': null, y: [true, false] } });
    expect(readPythonLiteral("set(['a', 'b'])")).toEqual(['a', 'b']);
    expect(readPythonLiteral('{1, 2}')).toEqual([1, 2]);
    expect(readPythonLiteral('[]')).toEqual([]);
  });

  it('are null when they are none', () => {
    for (const text of ["__import__('os')", "['a'", 'a + b', "'open", '', '[[', `${'['.repeat(10_000)}`, "'a' 'b'"]) expect(readPythonLiteral(text)).toBeNull();
  });

  it('end for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[](){},:\'"\\ux0 1.eTrue-set'), maxLength: 40 }), (text) => {
        expect(() => readPythonLiteral(text)).not.toThrow();
      }),
    );
  });
});
