/** An entry of a menu: something to do, or a line between groups. */

import type { LucideIcon } from '@lucide/svelte';

export type MenuEntry =
  | {
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly shortcut?: string;
      readonly isDangerous?: boolean;
      readonly isChecked?: boolean;
      readonly isDisabled?: boolean;
      readonly run: () => void;
    }
  | 'separator';
