import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstWindowState, fitWindowState, loadWindowState, parseWindowState, saveWindowState, smallestWindow } from '../../src/main/window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const second = { x: 1440, y: 0, width: 1920, height: 1080 };
const bounds = { x: 1600, y: 100, width: 1200, height: 900 };

describe('the window’s place', () => {
  test('is kept when its screen is there', () => {
    expect(fitWindowState({ bounds, isMaximized: true }, [laptop, second])).toEqual({ bounds, isMaximized: true });
  });

  test('is left to the system when its screen is gone, and its size fits the one that is left', () => {
    expect(fitWindowState({ bounds, isMaximized: false }, [laptop])).toEqual({ bounds: { width: 1200, height: 875 }, isMaximized: false });
  });

  test('is never one from which it cannot be dragged', () => {
    for (const place of [{ x: 100, y: -300 }, { x: -1195, y: 100 }, { x: 1439, y: 100 }, { x: 100, y: 895 }]) {
      expect(fitWindowState({ bounds: { ...bounds, ...place }, isMaximized: false }, [laptop]).bounds.x).toBeUndefined();
    }
  });

  test('at the first start is the home size, or what fits', () => {
    expect(fitWindowState(null, [laptop])).toEqual(firstWindowState);
    expect(fitWindowState(null, [{ x: 0, y: 0, width: 1024, height: 600 }]).bounds).toEqual({ width: 1024, height: 600 });
  });

  test('is always on one of the screens or left to the system, whatever was saved', () => {
    const coordinate = fc.double({ min: -1e7, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.record({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }), (saved) => {
        const fitted = fitWindowState({ bounds: saved, isMaximized: false }, [laptop, second]).bounds;
        expect(fitted.width).toBeGreaterThanOrEqual(smallestWindow.width);
        expect(fitted.height).toBeLessThanOrEqual(1080);
        if (fitted.y !== undefined) expect(fitted.y).toBeLessThan(1080);
      }),
    );
  });
});

describe('the file that remembers it', () => {
  test('brings back what was saved and leaves nothing else behind', () => {
    const dir = mkdtempSync(join(tmpdir(), 'versus-window-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const path = join(dir, 'deep', 'window.json');
    saveWindowState(path, { bounds, isMaximized: true });
    expect(loadWindowState(path)).toEqual({ bounds, isMaximized: true });
    expect(readdirSync(join(dir, 'deep'))).toEqual(['window.json']);
  });

  test.each(['', '{', 'null', '7', '{"bounds":{"x":1}}', '{"bounds":{"x":"1","y":2,"width":3,"height":4}}'])('counts as none when it reads %s', (text) => {
    expect(parseWindowState(text)).toBeNull();
  });

  test('may be missing, and may fail to be written', () => {
    expect(loadWindowState('/nowhere/window.json')).toBeNull();
    expect(() => saveWindowState('/dev/null/window.json', firstWindowState)).not.toThrow();
  });
});
