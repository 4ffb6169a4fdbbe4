import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { innerHtmlOf, readRootName, readXml, textOfChild, type XmlElement } from '../../../../src/core/formats/xml/read-xml.ts';

function recordsOf(text: string, containers: readonly string[] = ['deck']): readonly XmlElement[] {
  const records: XmlElement[] = [];
  readXml(text, { containers: new Set(containers), record: (element) => records.push(element) });
  return records;
}

function refusalOf(text: string): string {
  try {
    recordsOf(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'read';
}

describe('XML', () => {
  it('gives records with their attributes, children and text', () => {
    const [card] = recordsOf('<?xml version="1.0"?><deck><card id="7">a &amp; &#33267;<side>&lt;b&gt;</side><![CDATA[<x>]]></card></deck>');
    expect(card).toMatchObject({ name: 'card', attributes: { id: '7' }, text: 'a & 至<x>' });
    expect(card === undefined ? '' : textOfChild(card, 'side')).toBe('<b>');
  });

  it('gives HTML that nobody escaped in its order', () => {
    const [card] = recordsOf('<deck><card>a &lt; <b class="x">c<br/></b> d</card></deck>');
    expect(card === undefined ? '' : innerHtmlOf(card)).toBe('a &lt; <b class="x">c<br></b> d');
  });

  it('tells containers as they open and close', () => {
    const events: string[] = [];
    readXml('<deck name="x"><deck><card/></deck></deck>', {
      containers: new Set(['deck']),
      open: (name, { name: label }) => events.push(`open ${label ?? '-'}`),
      close: (name) => events.push(`close ${name}`),
      record: ({ name }) => events.push(name),
    });
    expect(events).toEqual(['open x', 'open -', 'card', 'close deck', 'close deck']);
  });

  it('says the line at which a file is damaged', () => {
    expect(refusalOf('<deck>\n<card>\n<a>x</b>\n</card></deck>')).toBe(
      'file-damaged: This XML file is damaged at line 3: the element “a” is not closed. Nothing was imported. Export the deck from its program again, and import that file.',
    );
    expect(refusalOf('<deck>\n<card>')).toContain('at line 2: it ends too early');
    expect(refusalOf('<deck>\n<card a=1/></deck>')).toContain('at line 2: what stands there is not XML');
  });

  it('keeps an ampersand that somebody forgot to escape', () => {
    expect(recordsOf('<deck><card>R&D, a & b &nbsp;&unknown;</card></deck>')[0]?.text).toBe('R&D, a & b \u00a0&unknown;');
  });

  it('does not let the entities of a file grow', () => {
    const bomb = `<!DOCTYPE deck [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'.split('').map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index] ?? ''};`.repeat(10)}">`).join('')}]>`;
    expect(recordsOf(`${bomb}<deck><card>&j;</card></deck>`)[0]?.text).toBe('&j;');
  });

  it('refuses elements nested beyond reason', () => {
    expect(refusalOf('<deck>'.repeat(2000))).toContain('nested deeper');
    expect(refusalOf(`<deck>${'<x>'.repeat(100_000)}`)).toContain('nested deeper');
  });

  it('reads attributes longer than any buffer', () => {
    const long = 'ä'.repeat(200_000);
    expect(recordsOf(`<deck><card a="${long}"/></deck>`)[0]?.attributes['a']).toBe(long);
  });

  it('reads a text in pieces as it reads it whole', () => {
    const text = '<?xml version="1.0"?><deck><!-- a --><card id="7">a &amp; &#33267;😀<side>&lt;b&gt;</side><![CDATA[<x>]]></card><card/></deck>';
    for (let length = 1; length < 30; length += 1) {
      const records: XmlElement[] = [];
      readXml(text.match(new RegExp(`[^]{1,${String(length)}}`, 'g')) ?? [], { containers: new Set(['deck']), record: (element) => records.push(element) });
      expect(records.map(({ name, text: own }) => [name, own])).toEqual([['card', 'a & 至😀<x>'], ['card', '']]);
    }
  });

  it('answers a cancel in the middle', () => {
    let pieces = 0;
    const read = (): void => {
      readXml(`<deck>${'<card/>'.repeat(100_000)}</deck>`, { containers: new Set(['deck']), record: () => undefined }, () => {
        pieces += 1;
        if (pieces > 2) throw new AppError('cancelled', 'stopped');
      });
    };
    expect(read).toThrow('stopped');
  });

  it('ends in records or an AppError whatever it is given', () => {
    const piece = fc.constantFrom('<deck>', '</deck>', '<card a="', '">', '<![CDATA[', ']]>', '<!--', '-->', '&', ';', '<?', '?>', '<!DOCTYPE', '[', 'x', '"', '\u0000', '&#0;');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code))), { maxLength: 20 }), (pieces) => {
        expect(refusalOf(pieces.join(''))).toMatch(/^(read|file-damaged: .*\.)$/su);
      }),
    );
  });

  it('finds the root element behind declarations and comments', () => {
    expect(readRootName('\ufeff<?xml version="1.0"?>\r\n<!-- <a> --><!DOCTYPE deck [<!ENTITY x "<y>">]>\n<deck version="1">')).toBe('deck');
    expect(readRootName('Q: <deck>')).toBeNull();
    expect(readRootName('<!-- never closed')).toBeNull();
  });
});
