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
