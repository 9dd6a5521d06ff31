/** Reads Server-Sent Events (WHATWG HTML § 9.2.6) from a fetch body. `EventSource` cannot tell a 401 from a bad net. */
export interface StreamEvent {
  event: string;
  data: string;
  id?: string;
}

/**
 * Calls `take` for every whole event and `alive` for every piece that arrives (heartbeats too).
 * Resolves when the stream ends; rejects when it breaks.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  take: (event: StreamEvent) => void,
  alive: () => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let current: { event: string; data: string[]; id?: string } = { event: '', data: [] };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    rest += decoder.decode(value, { stream: true });
    const lines = rest.split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (current.data.length) {
          const { event, data, id } = current;
          take({ event: event || 'message', data: data.join('\n'), ...(id !== undefined && { id }) });
        }
        current = { event: '', data: [] };
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue; // a comment: the heartbeat
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') current.event = text;
      else if (field === 'data') current.data.push(text);
      else if (field === 'id') current.id = text;
    }
  }
}
