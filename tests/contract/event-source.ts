/** As much of a browser's EventSource as the HTTP transport uses, over fetch. */

interface EventSourceLike {
  onmessage: ((message: { readonly data: string }) => void) | null;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  readonly close: () => void;
}

/** Returns a constructor to stand in for `EventSource`. It does not reconnect. */
export function createEventSource(fetchEvents: typeof fetch): new (url: string) => EventSourceLike {
  return class implements EventSourceLike {
    onmessage: EventSourceLike['onmessage'] = null;
    onopen: EventSourceLike['onopen'] = null;
    onerror: EventSourceLike['onerror'] = null;
    readonly #abort = new AbortController();

    constructor(url: string) {
      this.#read(url).catch(() => this.onerror?.());
    }

    close(): void {
      this.#abort.abort();
    }

    async #read(url: string): Promise<void> {
      const response = await fetchEvents(url, { signal: this.#abort.signal });
      this.onopen?.();
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of response.body as ReadableStream<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = block.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
          if (data.length > 0) this.onmessage?.({ data: data.join('\n') });
        }
      }
    }
  };
}
