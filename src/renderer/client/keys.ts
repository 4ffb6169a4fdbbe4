/** Keys as text ("mod+shift+z", "?", "space"): matching them against events, and showing them as the platform writes them. */

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'space', esc: 'escape', del: 'delete' };

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);
}

/** The key's name in lower case. On layouts without Latin letters, the letter that the key carries on the usual layout. */
function nameKey(press: KeyPress): string {
  const name = press.key.toLowerCase();
  const physical = /^Key([A-Z])$/.exec(press.code)?.[1];
  const isForeignLetter = name.length === 1 && name.charCodeAt(0) > 127;
  if (isForeignLetter && physical !== undefined) return physical.toLowerCase();
  return NAMES[name] ?? name;
}

/** Whether the press is exactly the key described; `mod` is Command on a Mac and Control elsewhere. */
export function matchesKey(press: KeyPress, key: string, mac: boolean = isMac()): boolean {
  const parts = key.toLowerCase().split('+');
  const wanted = parts.at(-1) ?? '';
  const name = nameKey(press);
  if (name !== wanted) return false;
  const mod = parts.includes('mod');
  if ((mac ? press.metaKey : press.ctrlKey) !== mod) return false;
  if (mac ? press.ctrlKey : press.metaKey) return false;
  if (press.altKey !== parts.includes('alt')) return false;
  // A sign such as ? needs Shift on one layout and not on another.
  const isSign = wanted.length === 1 && !/[a-z0-9]/.test(wanted);
  return isSign || press.shiftKey === parts.includes('shift');
}

const SHOWN: Readonly<Record<string, string>> = {
  space: 'Space',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Del',
  backspace: 'Backspace',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

/** The parts of a key as they are printed, in order: ["Ctrl", "K"], on a Mac ["⌘", "K"]. */
export function showKey(key: string, mac: boolean = isMac()): readonly string[] {
  return key.split('+').map((part) => {
    const name = part.toLowerCase();
    if (name === 'mod') return mac ? '⌘' : 'Ctrl';
    if (name === 'shift') return mac ? '⇧' : 'Shift';
    if (name === 'alt') return mac ? '⌥' : 'Alt';
    return SHOWN[name] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** As aria-keyshortcuts wants it: "Control+K". */
export function describeKey(key: string, mac: boolean = isMac()): string {
  return key
    .split('+')
    .map((part) => {
      const name = part.toLowerCase();
      if (name === 'mod') return mac ? 'Meta' : 'Control';
      return name.length === 1 ? name.toUpperCase() : name[0]?.toUpperCase() + name.slice(1);
    })
    .join('+');
}
