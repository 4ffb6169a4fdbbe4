/** Takes off a deck's style what Anki writes into every new note type: nobody chose it, so it says nothing about a look. */

type Declarations = Readonly<Record<string, readonly string[]>>;

const STOCK: Readonly<Record<string, Declarations>> = {
  '.card': {
    'font-family': ['arial', 'arial, sans-serif'],
    'font-size': ['20px'],
    'text-align': ['center'],
    'line-height': ['1.5'],
    color: ['black'],
    'background-color': ['white'],
  },
  '.cloze': { 'font-weight': ['bold'], color: ['blue'] },
  '.nightMode .cloze': { color: ['lightblue'] },
};

export interface OwnStyle {
  readonly css: string;
  /** The deck has no look of its own for the card as a whole. */
  readonly isPlain: boolean;
}

/** `css` is cleaned already. Black on white goes only as a pair, so that a deck which chose one of the two keeps it. */
export function dropStockStyle(css: string): OwnStyle {
  if (css.trim() === '') return { css: '', isPlain: true };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  let isPlain = true;
  for (const rule of sheet.cssRules) {
    const stock = rule instanceof CSSStyleRule ? STOCK[rule.selectorText] : undefined;
    if (!(rule instanceof CSSStyleRule) || stock === undefined) continue;
    const { style } = rule;
    const keepsColours = rule.selectorText === '.card' && !(style.color === 'black' && style.backgroundColor === 'white');
    for (const [property, values] of Object.entries(stock)) {
      if (keepsColours && property.endsWith('color')) continue;
      if (values.includes(style.getPropertyValue(property).toLowerCase())) style.removeProperty(property);
    }
    if (rule.selectorText === '.card' && style.length > 0) isPlain = false;
  }
  const rules = [...sheet.cssRules].filter((rule) => !(rule instanceof CSSStyleRule && rule.style.length === 0 && rule.cssRules.length === 0));
  return { css: rules.map((rule) => rule.cssText).join('\n').replaceAll('</', '<\\/'), isPlain };
}
