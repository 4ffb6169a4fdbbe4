import { expect, it } from 'vitest';
import { isPlainField } from '../../../src/core/quiz/plain-fields.ts';

it('text, its line breaks and its entities are plain', () => {
  for (const html of ['', 'keeps risk small', 'one<br>two<br/>three', '<div>one</div><div>two</div>', '<p>a &amp; b &lt; c</p>', 'a < b and b > a']) {
    expect(isPlainField(html), html).toBe(true);
  }
});

it('pictures, sounds, formulas, lists, emphasis and styles are more than plain text', () => {
  const more = ['<img src="a.png">', '[sound:a.mp3]', String.raw`\(x\)`, String.raw`\[x\]`, '[latex]x[/latex]', '[$]x[/$]', '[$$]x[/$$]', '<b>not</b>', '<ul><li>a</li></ul>', '<div style="color:red">a</div>'];
  for (const html of more) expect(isPlainField(html), html).toBe(false);
});
