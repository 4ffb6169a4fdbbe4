/** Hands the app's theme to the card's frame: its colours, type and size as custom properties, and whether it is night. */

export interface CardType {
  readonly font: 'sans' | 'serif';
  readonly pixels: number;
}

export interface CardTheme {
  readonly css: string;
  readonly isNight: boolean;
}

/** What the frame calls a value, and the app's token it comes from with a fall-back. */
const COLOURS: readonly (readonly [string, string, string])[] = [
  ['--card-ink', '--ink', '#1c1b19'],
  ['--card-ground', '--surface', '#fffefc'],
  ['--card-quiet', '--ink-soft', '#524f48'],
  ['--card-rule', '--line', '#e2dfd8'],
  ['--card-sunken', '--sunken', '#f0eee9'],
  ['--card-accent', '--accent-ink', '#185a46'],
  ['--card-selection', '--accent-soft', '#e3efe9'],
  ['--card-danger', '--danger', '#a8281e'],
  ['--card-side-a', '--manager', '#3a5a85'],
  ['--card-side-a-ground', '--manager-soft', '#e7ecf4'],
  ['--card-side-b', '--leader', '#8a5000'],
  ['--card-side-b-ground', '--leader-soft', '#fbeeda'],
  ['--card-interface-font', '--font-interface', 'system-ui, sans-serif'],
  ['--card-mono', '--font-mono', 'ui-monospace, monospace'],
];

/** Reads the theme in force. `host` is the element around the frame: tokens set on it or above it count. */
export function readCardTheme(host: Element, type: CardType): CardTheme {
  const computed = getComputedStyle(host);
  const read = (token: string, fallback: string) => computed.getPropertyValue(token).trim() || fallback;
  const isNight = /^(?:only )?dark/.test(computed.colorScheme) || (computed.colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches);
  const font = type.font === 'serif' ? read('--font-serif', 'Georgia, serif') : read('--font-interface', 'system-ui, sans-serif');
  const values = COLOURS.map(([name, token, fallback]) => `${name}: ${read(token, fallback)};`);
  return {
    isNight,
    css: `:root { color-scheme: ${isNight ? 'dark' : 'light'}; ${values.join(' ')} --card-font: ${font}; --card-size: ${type.pixels}px; --card-window-percent: ${(window.innerHeight / 100).toFixed(2)}px; }`,
  };
}

let fontsFrom = -1;
let fonts = '';

/** The font faces of the app, with absolute addresses, for a document that has none of its own. */
export function readFontFaces(): string {
  if (fontsFrom === document.styleSheets.length) return fonts;
  fontsFrom = document.styleSheets.length;
  const faces: string[] = [];
  for (const sheet of document.styleSheets) {
    const base = sheet.href ?? document.baseURI;
    for (const rule of readRules(sheet)) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      faces.push(rule.cssText.replace(/url\("([^"]*)"\)/g, (_whole, address: string) => `url("${new URL(address, base).href}")`));
    }
  }
  fonts = faces.join('\n');
  return fonts;
}

function readRules(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
