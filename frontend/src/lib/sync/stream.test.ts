import { describe, expect, it } from 'vitest';
import { readEvents, type StreamEvent } from './stream';

const streamOf = (...pieces: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });

describe('the event stream', () => {
  it('reads whole events however they are cut, and counts heartbeats as life', async () => {
    const got: StreamEvent[] = [];
    let alive = 0;
    await readEvents(
      streamOf(
        'retry: 2000\n\nevent: re',
        'v\nid: r7\ndata: {"pl',
        'an":"p"}\n\n',
        ': still here\n\n',
        'data: a\ndata: b\n\n',
      ),
      (event) => got.push(event),
      () => alive++,
    );
    expect(got).toEqual([
      { event: 'rev', data: '{"plan":"p"}', id: 'r7' },
      { event: 'message', data: 'a\nb' },
    ]);
    expect(alive).toBe(5);
  });
  it('drops an event that was cut off', async () => {
    const got: StreamEvent[] = [];
    await readEvents(
      streamOf('event: rev\ndata: half'),
      (event) => got.push(event),
      () => {},
    );
    expect(got).toEqual([]);
  });
});
