import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppEvent } from '../../../src/contract/transport.ts';
import { createHttpTransport } from '../../../src/renderer/client/http-transport.ts';

class Connection {
  static all: Connection[] = [];
  onmessage: ((message: { data: string }) => void) | null = null;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isOpen = true;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    Connection.all.push(this);
  }

  close(): void {
    this.isOpen = false;
  }

  send(event: AppEvent): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }
}

const CHANGED: AppEvent = { type: 'changed', topics: ['notes'] };

beforeEach(() => {
  Connection.all = [];
  vi.stubGlobal('EventSource', Connection);
});
afterEach(() => vi.unstubAllGlobals());

describe('events over the loopback host', () => {
  it('reach all listeners over one connection, which ends with the last of them', () => {
    const transport = createHttpTransport();
    const heard: string[] = [];
    const offs = ['a', 'b', 'c'].map((name) => transport.onEvent(() => heard.push(name)));
    expect(Connection.all.map(({ url }) => url)).toEqual(['/api/events']);
    Connection.all[0]?.send(CHANGED);
    expect(heard).toEqual(['a', 'b', 'c']);
    offs[1]?.();
    Connection.all[0]?.send(CHANGED);
    expect(heard).toEqual(['a', 'b', 'c', 'a', 'c']);
    offs[0]?.();
    expect(Connection.all[0]?.isOpen).toBe(true);
    offs[2]?.();
    expect(Connection.all[0]?.isOpen).toBe(false);
    transport.onEvent(() => heard.push('d'));
    expect(Connection.all).toHaveLength(2);
  });

  it('count everything as changed after the connection was lost', () => {
    const events: AppEvent[] = [];
    createHttpTransport().onEvent((event) => events.push(event));
    const [connection] = Connection.all;
    connection?.onopen?.();
    expect(events).toEqual([]);
    connection?.onerror?.();
    connection?.onopen?.();
    expect(events).toEqual([{ type: 'changed', topics: expect.arrayContaining(['decks', 'notes', 'contrast', 'practice']) }]);
  });
});
