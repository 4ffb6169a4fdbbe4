/** Makes a card's CSS harmless and self-contained: no address but the library's media, no imports, heights of the window as the learner's. */

import { isMediaAddress } from './media-address.ts';

export interface CleanedCss {
  readonly css: string;
  /** Addresses that were left out because they lie outside the library. */
  readonly remote: readonly string[];
}

/** Cleans a style sheet by the browser's own parser, so that what is judged is what would be applied. */
export function cleanStyleSheet(css: string): CleanedCss {
  if (css.trim() === '') return { css: '', remote: [] };
  const remote: string[] = [];
  const sheet = new CSSStyleSheet();
  // Imports are not carried out here, and dropped.
  sheet.replaceSync(unwrapComment(css));
  for (const imported of css.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]{1,500})/gi)) if (imported[1] !== undefined) remote.push(imported[1]);
  return { css: writeRules(sheet.cssRules, remote), remote };
}

/** Cleans the value of a style attribute. */
export function cleanStyleAttribute(value: string): CleanedCss {
  if (!/[(\\]|vh\b/i.test(value)) return { css: value, remote: [] };
  const sheet = new CSSStyleSheet();
  // Braces would end the rule; a declaration has no use for them outside of strings.
  sheet.replaceSync(`x{${value.replace(/[{}]/g, '')}}`);
  const rule = sheet.cssRules[0];
  const remote: string[] = [];
  if (rule instanceof CSSStyleRule) {
    cleanDeclarations(rule.style, remote);
    return { css: measureHeights(rule.style.cssText), remote };
  }
  return { css: '', remote };
}

/** Old cards wrap their style in an HTML comment, which a style element passes over. */
function unwrapComment(css: string): string {
  return css.replace(/<!--|-->/g, ' ');
}

/** Everything else (imports, namespaces, registered properties …) is of no use to a card. */
const KNOWN_RULES = [CSSStyleRule, CSSMediaRule, CSSSupportsRule, CSSFontFaceRule, CSSKeyframesRule, CSSKeyframeRule];

function writeRules(rules: CSSRuleList, remote: string[]): string {
  const parts: string[] = [];
  for (const rule of rules) {
    if (!KNOWN_RULES.some((kind) => rule instanceof kind)) continue;
    cleanRule(rule, remote);
    parts.push(rule.cssText);
  }
  return measureHeights(parts.join('\n').replaceAll('</', '<\\/'));
}

function cleanRule(rule: CSSRule, remote: string[]): void {
  // By their members and not by their classes: font faces and the like have classes of their own in some engines.
  const { style, cssRules } = rule as CSSRule & { style?: CSSStyleDeclaration; cssRules?: CSSRuleList };
  if (style !== undefined) cleanDeclarations(style, remote);
  if (cssRules !== undefined) for (const inner of cssRules) cleanRule(inner, remote);
}

function cleanDeclarations(style: CSSStyleDeclaration, remote: string[]): void {
  for (const property of [...style]) {
    const value = style.getPropertyValue(property);
    if (!/\(|\\/.test(value)) continue;
    const addresses = [...value.matchAll(/url\(\s*("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^)]*)\s*\)/gi)].map((match) => unquote(match[1] ?? ''));
    // Custom properties keep their text as written, where an address can be spelt with escapes.
    const isOpaque = property.startsWith('--') && /\\|url|src\(|image/i.test(value);
    const outside = addresses.filter((address) => !isMediaAddress(address));
    if (outside.length === 0 && !isOpaque && !/\b(?:image-set|src)\(\s*["']/i.test(value)) continue;
    style.removeProperty(property);
    remote.push(...outside);
  }
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return /^["']/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** `vh` is a part of the learner's window and not of the frame, which is as high as its card and would grow for ever. */
function measureHeights(css: string): string {
  return css.replace(/(-?\d*\.?\d+)[dsl]?vh\b/gi, 'calc($1 * var(--card-window-percent, 8px))');
}
