/** Where a key leads from a cell of a table that is typed like a spreadsheet. */

/** Null when the key stays in the cell. Rows and columns count by one; "next-row" is the row below, or a new one at the table's end. */
export type CellMove = { readonly down: number; readonly across: number } | 'next-row' | null;

/** Up and down leave a cell of one line at once, a longer one from its first or last character. */
function leavesCell(cell: HTMLTextAreaElement, way: 'start' | 'end', isVertical: boolean): boolean {
  if (cell.selectionStart !== cell.selectionEnd) return false;
  const lineHeight = Number.parseFloat(getComputedStyle(cell).lineHeight) || 20;
  if (isVertical && cell.clientHeight < lineHeight * 2.2 && !cell.value.includes('\n')) return true;
  return cell.selectionStart === (way === 'start' ? 0 : cell.value.length);
}

/** Keys with Shift, Ctrl, Alt or Cmd, and keys of an input method, stay in the cell. */
export function readCellMove(event: KeyboardEvent, cell: HTMLTextAreaElement): CellMove {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const isMirrored = getComputedStyle(cell).direction === 'rtl';
  switch (event.key) {
    case 'Enter':
      return 'next-row';
    case 'ArrowUp':
      return leavesCell(cell, 'start', true) ? { down: -1, across: 0 } : null;
    case 'ArrowDown':
      return leavesCell(cell, 'end', true) ? { down: 1, across: 0 } : null;
    case 'ArrowLeft':
      return leavesCell(cell, isMirrored ? 'end' : 'start', false) ? { down: 0, across: -1 } : null;
    case 'ArrowRight':
      return leavesCell(cell, isMirrored ? 'start' : 'end', false) ? { down: 0, across: 1 } : null;
    default:
      return null;
  }
}
