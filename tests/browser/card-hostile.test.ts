import { afterEach, expect, test } from 'vitest';
import { makeCard, settle, showCard } from './card-fixture.ts';
import type { ShownFrame } from './card-fixture.ts';
import { HOSTILE_CSS, HOSTILE_HTML } from './hostile-cards.ts';

declare global {
  interface Window {
    canary?: string;
  }
}

let shown: ShownFrame | null = null;

afterEach(async () => {
  await shown?.close();
  shown = null;
  delete window.canary;
});

/** What the frame has asked the network for, and what its policy refused, from the start on. */
function watch(frame: ShownFrame) {
  const refused: string[] = [];
  frame.inside.addEventListener('securitypolicyviolation', (event) => refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
  return {
    refused,
    requested: () => (frame.inside.defaultView?.performance.getEntriesByType('resource') ?? []).map(({ name }) => name).filter((name) => !/KaTeX|\.woff2/.test(name)),
  };
}

async function touch(frame: ShownFrame): Promise<void> {
  await settle(15);
  for (const element of frame.inside.querySelectorAll<HTMLElement>('#click, a, button, summary')) element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  for (const kind of ['pointerover', 'mouseover', 'focus']) for (const element of frame.inside.body.querySelectorAll('*')) element.dispatchEvent(new Event(kind, { bubbles: true }));
  await settle(15);
}

const pageBefore = () => [document.title, location.href, document.querySelectorAll('script').length, window.length];

test.each([...HOSTILE_HTML.map(([name, html]) => [name, html, ''] as const), ...HOSTILE_CSS.map(([name, css]) => [`css: ${name}`, '<p>x</p>', css] as const)])(
  'a card with a hostile %s runs nothing, asks for nothing and reaches nothing of the page',
  async (_name, html, css) => {
    shown = await showCard(makeCard('before'));
    const seen = watch(shown);
    const before = pageBefore();
    await shown.rerender({ card: makeCard(`before ${html} after`, html, { css }) });
    await touch(shown);
    await shown.rerender({ card: makeCard(`before ${html} after`, html, { css }), side: 'answer' });
    await touch(shown);
    expect(window.canary).toBeUndefined();
    expect(seen.requested()).toEqual([]);
    expect(seen.refused).toEqual([]);
    expect(pageBefore()).toEqual(before);
    expect(shown.inside.querySelectorAll('script, iframe, object, embed, form, input, base, link, template, animate, set, body meta, head :not(meta, title, style)')).toHaveLength(0);
    for (const element of shown.body.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/);
        if (name !== 'title' && name !== 'alt') expect(`${element.localName} ${name} ${value}`).not.toMatch(/javascript:|attacker\.invalid\/[a-z]\b/);
      }
    }
    // The frame goes on working for the next card.
    await shown.rerender({ card: makeCard('<b>next</b>'), side: 'question' });
    expect(shown.inside.body.textContent).toBe('next');
  },
);

test('what got past the cleaning would still run nothing and ask for nothing outside', async () => {
  shown = await showCard(makeCard('x'));
  const seen = watch(shown);
  shown.inside.body.innerHTML = HOSTILE_HTML.map(([, html]) => html).filter((html) => !/meta|base|<math>|repeat/.test(html)).join('\n') + '<img src="https://attacker.invalid/last.png">';
  const script = shown.inside.createElement('script');
  script.textContent = "parent.canary = 'ran'";
  shown.inside.body.append(script);
  await settle(200);
  expect(window.canary).toBeUndefined();
  expect(seen.refused.some((line) => line.startsWith('img-src https://attacker.invalid'))).toBe(true);
  expect(shown.iframe.getAttribute('sandbox')).toBe('allow-same-origin');
});

test('addresses outside the library are reported, once each, and so are scripts and missing media', async () => {
  shown = await showCard(makeCard('<img src="https://x.org/a.png"><img src="https://x.org/a.png"><script>1</script><img src="missing.png"><img src="there.png">', '', { css: '.card{background:url(http://y.org/b)}' }));
  expect(shown.reports[0]).toEqual({ hasScripts: true, remote: ['http://y.org/b', 'https://x.org/a.png'], missingMedia: ['missing.png'], paper: null });
  expect(shown.body.textContent).toContain('Not in your library: missing.png');
  expect(shown.body.querySelectorAll('img[src^="/media/"]')).toHaveLength(1);
});

test('a link is opened outside by a click and not otherwise, and only to the web', async () => {
  const opened: unknown[][] = [];
  const open = window.open;
  window.open = (...parameters) => {
    opened.push(parameters);
    return null;
  };
  try {
    shown = await showCard(makeCard('<a href="https://example.org/a?b">web</a><a href="mailto:x@y.z">mail</a><a href="file:///etc/passwd">file</a><a href="other.html">local</a><a href="#there">there</a><p id=there>x</p>'));
    await settle();
    expect(opened).toEqual([]);
    const before = location.href;
    for (const link of shown.body.querySelectorAll('a')) link.click();
    expect(opened).toEqual([['https://example.org/a?b', '_blank', 'noopener,noreferrer']]);
    await settle();
    expect(shown.inside.body.textContent).toContain('web');
    expect(location.href).toBe(before);
  } finally {
    window.open = open;
  }
});
