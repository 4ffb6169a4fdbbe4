import { afterEach, expect, test } from 'vitest';
import { showSheetSide } from '../../src/renderer/features/export/sheet-side.ts';
import { makeCard, settle } from './card-fixture.ts';
import { HOSTILE_CSS, HOSTILE_HTML } from './hostile-cards.ts';

declare global {
  interface Window {
    canary?: string;
  }
}

function makeCell(): HTMLElement {
  const cell = document.createElement('div');
  cell.style.cssText = 'inline-size: 300px; margin: 40px;';
  document.body.append(cell);
  return cell;
}

/** A button of the app's own at the edge of the window; says whether it can still be pressed. */
function addButton(): () => boolean {
  const button = document.createElement('button');
  button.textContent = 'outside';
  button.style.cssText = 'position: fixed; inset-block-start: 0; inset-inline-end: 0; z-index: 0;';
  document.body.append(button);
  return () => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === button && getComputedStyle(button).visibility === 'visible';
  };
}

afterEach(() => {
  document.body.replaceChildren();
  delete window.canary;
});

const awayRequests = () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('attacker.invalid'));
const pageBefore = () => [document.title, location.href, document.querySelectorAll('script').length, window.length, document.querySelectorAll('base, meta[http-equiv]').length];

// The page of this test has no policy of its own: what holds here is the cleaning and the cell alone.
test.each([...HOSTILE_HTML.map(([name, html]) => [name, html, ''] as const), ...HOSTILE_CSS.map(([name, css]) => [`css: ${name}`, '<p>x</p>', css] as const)])(
  'a card with a hostile %s runs nothing on a sheet, asks for nothing, and stays in its cell',
  async (_name, html, css) => {
    const before = pageBefore();
    const card = makeCard(`before ${html} after`, html, { css });
    const cells = (['question', 'answer'] as const).map((shown) => {
      const cell = makeCell();
      return { cell, side: showSheetSide(cell, card, shown) };
    });
    const isOnTop = addButton();
    await settle(15);
    for (const { side } of cells) {
      for (const element of side.shadowRoot?.querySelectorAll('*') ?? []) {
        for (const kind of ['click', 'pointerover', 'focus']) element.dispatchEvent(new Event(kind, { bubbles: true, composed: true, cancelable: true }));
      }
    }
    await settle(15);
    expect(window.canary).toBeUndefined();
    expect(awayRequests()).toEqual([]);
    expect(pageBefore()).toEqual(before);
    for (const { side } of cells) {
      expect(side.shadowRoot?.querySelectorAll('script, iframe, object, embed, form, input, base, link, template, meta')).toHaveLength(0);
    }
    expect(isOnTop()).toBe(true);
  },
);

test('what a deck fixes to the window stays in its cell, and its links cannot be pressed', () => {
  const isOnTop = addButton();
  const cell = makeCell();
  const html = '<a href="https://example.org" style="position:fixed;top:-500px;left:-500px;width:5000px;height:5000px;z-index:9">all of it</a>';
  const side = showSheetSide(cell, makeCard(html, 'x', { css: ':host{position:fixed!important;inset:0!important;contain:none!important}' }), 'question');
  const link = side.shadowRoot?.querySelector('a');
  const { left, top, width, height } = cell.getBoundingClientRect();
  // Placed from its cell and not from the window, and cut off at the cell's edges.
  expect(link?.getBoundingClientRect().left).toBe(left - 500);
  expect(getComputedStyle(cell).overflow).toBe('hidden');
  expect(isOnTop()).toBe(true);
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  expect([side, cell]).not.toContain(hit);
});

test('ink is black on paper, whatever the deck chose', () => {
  const side = showSheetSide(makeCell(), makeCard('<span style="color:#fff;background:#000">night</span>', '', { css: '.card{color:#eee;background:#111} span{color:yellow!important}' }), 'question');
  const shown = side.shadowRoot?.querySelector('span');
  if (shown === null || shown === undefined) throw new Error('nothing is shown');
  expect(getComputedStyle(shown).color).toBe('rgb(0, 0, 0)');
  expect(getComputedStyle(shown).backgroundColor).toBe('rgba(0, 0, 0, 0)');
});

test('long lines of code are broken, since paper cannot be scrolled', () => {
  const cell = makeCell();
  const side = showSheetSide(cell, makeCard(`<pre><code>${'call.to.'.repeat(40)}</code></pre>`, 'x', { css: 'pre{white-space:pre;overflow:auto}' }), 'question');
  const code = side.shadowRoot?.querySelector('pre');
  expect(code?.scrollWidth).toBeGreaterThan(0);
  expect(code?.scrollWidth).toBeLessThanOrEqual(cell.clientWidth);
});

test('formulas are set, and the answer stands without its question', () => {
  const side = showSheetSide(makeCell(), makeCard('question', 'the \\(x^2\\) answer'), 'answer');
  expect(side.shadowRoot?.querySelector('.katex')).not.toBeNull();
  expect(side.shadowRoot?.textContent).not.toContain('question');
});
