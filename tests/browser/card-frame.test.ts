import { expect, test } from 'vitest';
import { makeCard, settle, showCard, waitUntil } from './card-fixture.ts';

test('a card stands in its frame, as high as its content', async () => {
  const { iframe, body, rerender } = await showCard(makeCard('<p>One line</p>', 'Back'));
  expect(body.textContent).toContain('One line');
  expect(body.className).toBe('card card1');
  const low = iframe.getBoundingClientRect().height;
  expect(low).toBeGreaterThan(40);
  expect(low).toBeLessThan(200);
  await rerender({ card: makeCard('<p>line</p>'.repeat(100)) });
  await settle();
  expect(iframe.getBoundingClientRect().height).toBeGreaterThan(1500);
  await rerender({ card: makeCard('<p>One line</p>') });
  await settle();
  expect(iframe.getBoundingClientRect().height).toBe(low);
});

test('formulas are typeset without a request outside, and one that cannot be read shows its source', async () => {
  const { body, inside } = await showCard(makeCard('\\(x^2\\) and \\[\\frac{1}{2}\\] and \\(\\ce{H2O}\\) [$]y[/$] [latex]$z$[/latex] \\(\\frac{\\)'));
  expect(body.querySelectorAll('.katex')).toHaveLength(5);
  expect(body.querySelector('.unreadable-maths')?.textContent).toBe('\\(\\frac{\\)');
  await inside.fonts.ready;
  await waitUntil(() => [...inside.fonts].some((face) => face.family.includes('KaTeX_Main') && face.status === 'loaded'));
});

test('a key pressed in the frame reaches the page, and is prevented when the page prevents it', async () => {
  const { body, close } = await showCard(makeCard('x'));
  const seen: string[] = [];
  const listener = (event: KeyboardEvent) => {
    seen.push(event.key);
    event.preventDefault();
  };
  window.addEventListener('keydown', listener);
  const press = new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true });
  body.dispatchEvent(press);
  window.removeEventListener('keydown', listener);
  expect(seen).toEqual([' ']);
  expect(press.defaultPrevented).toBe(true);
  await close();
});

test('a question and its answer share one frame: nothing is loaded anew between cards', async () => {
  const { iframe, inside, body, rerender } = await showCard(makeCard('front', 'back'));
  await rerender({ card: makeCard('front', 'back'), side: 'answer' });
  await rerender({ card: makeCard('other', 'back'), side: 'question' });
  expect(iframe.contentDocument).toBe(inside);
  expect(inside.body).toBe(body);
  expect(body.textContent).toBe('other');
});

test('the theme of the app reaches the card, and its night rules apply at night only', async () => {
  const root = document.documentElement;
  const css = '.card { text-align: start } .nightMode .x { color: rgb(1, 2, 3) } .night_mode b { color: rgb(4, 5, 6) }';
  const { inside, body, iframe } = await showCard(makeCard('<i class=x>x</i><b>y</b>', '', { css }));
  const colourOf = (selector: string) => {
    const element = inside.querySelector(selector);
    return element === null ? '' : (inside.defaultView?.getComputedStyle(element).color ?? '');
  };
  expect(body.className).toBe('card card1');
  try {
    root.style.setProperty('color-scheme', 'dark');
    root.style.setProperty('--ink', 'rgb(200, 201, 202)');
    root.style.setProperty('--surface', 'rgb(20, 21, 22)');
    await settle();
    expect(body.className).toBe('card card1 nightMode night_mode');
    expect(colourOf('.x')).toBe('rgb(1, 2, 3)');
    expect(colourOf('b')).toBe('rgb(4, 5, 6)');
    expect(colourOf('body')).toBe('rgb(200, 201, 202)');
    expect(inside.defaultView?.getComputedStyle(body).backgroundColor).toBe('rgb(20, 21, 22)');
    expect(getComputedStyle(iframe).colorScheme).toBe('dark');
  } finally {
    root.removeAttribute('style');
  }
  await settle();
  expect(body.className).toBe('card card1');
});

test('the stock style of Anki gives way to the app, a style that someone chose does not', async () => {
  const stock = '.card { font-family: arial; font-size: 20px; text-align: center; color: black; background-color: white; } .cloze { color: blue }';
  const { inside, body, rerender, reports } = await showCard(makeCard('x', '', { css: stock }), { fontPixels: 26 });
  const style = () => inside.defaultView?.getComputedStyle(body);
  expect(style()?.fontSize).toBe('26px');
  expect(style()?.backgroundColor).not.toBe('rgb(255, 255, 255)');
  expect(reports.at(-1)?.paper).toBeNull();
  await rerender({ card: makeCard('x', '', { css: '.card { font-size: 31px; background-color: pink; }' }) });
  expect(style()?.fontSize).toBe('31px');
  expect(style()?.backgroundColor).toBe('rgb(255, 192, 203)');
  expect(reports.at(-1)?.paper).toBe('rgb(255, 192, 203)');
});

test('text from right to left runs so, by its field or by its letters', async () => {
  const { inside, rerender } = await showCard(makeCard('<p>مرحبا بالعالم</p>', '', { rightToLeft: true }));
  const styleOf = (selector: string) => {
    const element = inside.querySelector(selector);
    return element === null ? undefined : inside.defaultView?.getComputedStyle(element);
  };
  expect(styleOf('p')?.direction).toBe('rtl');
  await rerender({ card: makeCard('<p>مرحبا</p>') });
  expect(styleOf('p')?.unicodeBidi).toBe('plaintext');
});

test('a hint opens without scripts, and the frame grows with it', async () => {
  const { inside, iframe } = await showCard(makeCard(`<details class="hint"><summary>Hint</summary><div style="height:300px">inside</div></details>`));
  const before = iframe.getBoundingClientRect().height;
  inside.querySelector('summary')?.click();
  await settle();
  expect(inside.querySelector('details')?.open).toBe(true);
  expect(iframe.getBoundingClientRect().height).toBeGreaterThan(before + 250);
});

test('a style that measures itself by the window does not grow with its own frame', async () => {
  const { iframe } = await showCard(makeCard('x', '', { css: 'html, body { height: 100%; min-height: 100vh } .card { padding: 50px; height: 100vh } p { margin: 10vh }' }));
  await settle(400);
  expect(iframe.getBoundingClientRect().height).toBeLessThan(window.innerHeight * 1.5 + 200);
});

test('sounds are buttons, and keys that work them stay with them', async () => {
  const { inside, body } = await showCard(makeCard('hear [sound:a.mp3] [sound:missing.mp3] [sound:film.mp4]'));
  const button = inside.querySelector<HTMLButtonElement>('.versus-play');
  expect(button?.getAttribute('aria-label')).toBe('Play a.mp3');
  expect(body.textContent).toContain('Not in your library: missing.mp3');
  expect(inside.querySelector('video')?.getAttribute('src')).toMatch(/^\/media\/0+\/film\.mp4$/);
  const seen: string[] = [];
  const listener = (event: KeyboardEvent) => seen.push(event.key);
  window.addEventListener('keydown', listener);
  for (const key of [' ', 'Enter', 'r']) button?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  window.removeEventListener('keydown', listener);
  expect(seen).toEqual(['r']);
});

test('the sounds of a side play in order, by themselves when asked to, and again on replay', async () => {
  const played: string[] = [];
  const original = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function play(this: HTMLMediaElement) {
    played.push(this.src.split('/').at(-1) ?? '');
    queueMicrotask(() => this.onended?.(new Event('ended')));
    return Promise.resolve();
  };
  try {
    const card = makeCard('[sound:q1.mp3] [sound:q2.mp3]', '[sound:a.mp3]');
    const { rerender, component, inside } = await showCard(card, { autoplay: true });
    await waitUntil(() => played.length === 2);
    await rerender({ card, side: 'answer' });
    await waitUntil(() => played.length === 3);
    component.replay();
    await waitUntil(() => played.length === 4);
    inside.querySelectorAll<HTMLElement>('.versus-play')[1]?.click();
    await waitUntil(() => played.length === 5);
    expect(played).toEqual(['q1.mp3', 'q2.mp3', 'a.mp3', 'a.mp3', 'q2.mp3']);
  } finally {
    HTMLMediaElement.prototype.play = original;
  }
});

test('what was typed is compared on the answer, where the template asks for it', async () => {
  const card = { ...makeCard('q', 'x', { answer: '{{type:Back}}' }), typedAnswer: 'café <b>' };
  const { inside } = await showCard(card, { side: 'answer', typed: 'cafe <b>' });
  expect([...inside.querySelectorAll('.typed-answer [class^=typed-]:not(.typed-line)')].map((piece) => `${piece.localName} ${piece.textContent}`)).toEqual([
    'span caf', 'del e', 'span  <b>', 'span caf', 'ins é', 'span  <b>',
  ]);
});

test('a long answer is brought to the line that sets it off', async () => {
  const card = makeCard('<p>long</p>'.repeat(80), '<p>back</p>'.repeat(80));
  const { iframe, inside, rerender } = await showCard(card);
  await rerender({ card, side: 'answer' });
  await settle();
  const line = inside.querySelector('#answer')?.getBoundingClientRect().top ?? Number.NaN;
  const onPage = iframe.getBoundingClientRect().top + line;
  expect(onPage).toBeGreaterThan(-5);
  expect(onPage).toBeLessThan(window.innerHeight / 2);
});

test('a card of ten thousand pictures and one of a megabyte of text are shown', async () => {
  const pictures = Array.from({ length: 10_000 }, (_, index) => `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="${index}">`).join('');
  const { inside, rerender } = await showCard(makeCard(pictures));
  expect(inside.querySelectorAll('img')).toHaveLength(10_000);
  await rerender({ card: makeCard('<p>some words of text</p>'.repeat(40_000)) });
  expect(inside.querySelectorAll('p')).toHaveLength(40_000);
});

test('black ink and white ground of pasted text give way to the theme, colours that say something stay', async () => {
  const html =
    '<span id=a style="color: rgb(0, 0, 0); background-color: rgb(255, 255, 255)">a</span><span id=b style="color: red">b</span>' +
    '<span id=c style="color: black; background: yellow">c</span><font id=d color="#000000">d</font><span id=e style="color: rgb(34,34,34)">e</span>';
  const { inside, rerender } = await showCard(makeCard(html));
  const styles = () => ['a', 'b', 'c', 'd', 'e'].map((id) => inside.getElementById(id)?.getAttribute(id === 'd' ? 'color' : 'style') ?? '');
  expect(styles()).toEqual(['', 'color: red', 'color: black; background: yellow', '', '']);
  await rerender({ card: makeCard(html, '', { css: '.card { background: pink }' }) });
  expect(styles()[0]).toContain('rgb(0, 0, 0)');
});
