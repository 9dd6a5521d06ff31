import { describe, expect, it } from 'vitest';
import { uploadOf } from '../api/pictures';
import type { Picture } from '../api/types';
import { overlay } from '../outbox/overlay';
import { putsUp, type Item } from '../outbox/rules';
import { samplePlan as sample } from '../plan/sample';
import { outline, PAPER, pointAt, pointsOf, reach, read, written, type Stroke } from './ink';
import { fit, isHeic } from './photo';
import { picturesOn } from './writes';

const box = { left: 10, top: 20, width: 400, height: 360 };
/** What a header says: base64url of UTF-8 JSON. */
const said = (header: string): unknown => {
  const bytes = Uint8Array.from(atob(header.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
};
const samplePlan = sample();
const stroke = (...points: Stroke['points']): Stroke => ({ colour: 'blue', size: 8, points });

describe('a drawing', () => {
  it('takes points in its own units, whatever the size on screen, and never off the paper', () => {
    const at = (clientX: number, clientY: number, pointerType = 'touch', pressure = 0.8) =>
      pointAt({ clientX, clientY, pressure, pointerType }, box, PAPER);
    expect(at(10, 20)).toEqual([0, 0, 50]);
    expect(at(210, 200)).toEqual([400, 360, 50]);
    expect(at(9999, -5)).toEqual([PAPER.width, 0, 50]);
    expect(at(210, 200, 'pen')).toEqual([400, 360, 80]);
  });
  it('leaves out what is only the hand trembling', () => {
    const line = stroke([10, 10, 50]);
    expect(reach(line, [11, 11, 50])).toBe(line);
    expect(reach(line, [20, 20, 50]).points).toHaveLength(2);
    expect(pointsOf([line, reach(line, [20, 20, 50])])).toBe(3);
  });
  it('is shown as a closed outline, a dot too', () => {
    for (const line of [
      stroke([5, 5, 50]),
      stroke([5, 5, 50], [80, 90, 50]),
      stroke([5, 5, 10], [80, 90, 90]),
    ]) {
      const d = outline(line);
      expect(d).toMatch(/^M-?[\d.]+ -?[\d.]+Q[-\d. ]+Z$/);
      expect(d).not.toContain('NaN');
    }
    expect(outline(stroke())).toBe('');
  });
  it('comes back from its bytes as it was; other bytes are none', () => {
    const drawing = { ...PAPER, strokes: [stroke([1, 2, 3], [40, 50, 60])] };
    expect(read(written(drawing))).toEqual(drawing);
    for (const bad of ['', '{', 'null', '{"width":0}', '{"width":1,"height":1}'])
      expect(read(new TextEncoder().encode(bad))).toBeUndefined();
  });
});

describe('a photo', () => {
  it('gets no larger, keeps its shape and at least one pixel', () => {
    expect(fit(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fit(300, 200)).toEqual({ width: 300, height: 200 });
    expect(fit(9000, 2)).toEqual({ width: 1600, height: 1 });
  });
  it('in HEIC is known by its bytes, not by its name', async () => {
    expect(await isHeic(new Blob(['\0\0\0\x18ftypheic']))).toBe(true);
    expect(await isHeic(new Blob(['\0\0\0\x18ftypmif1']))).toBe(true);
    expect(await isHeic(new Blob(['ÿØÿà heic']))).toBe(false);
    expect(await isHeic(new Blob([]))).toBe(false);
  });
});

describe('on its way', () => {
  const body = { on: { kind: 'board' }, media: 'photo', text: 'Grøn æske 🙂', width: 4, height: 3, bytes: 2 };
  it('says in the header what the server asks for, and nothing else', () => {
    const { headers, body: sent } = uploadOf(body, new Uint8Array([1, 2]));
    expect(said(headers['Tavlen-About']!)).toEqual({
      on: { kind: 'board' },
      text: 'Grøn æske 🙂',
    });
    expect(headers['Tavlen-About']).toMatch(/^[\w-]+$/);
    expect(headers['Content-Type']).toBe('image/jpeg');
    expect(sent).toEqual(new Uint8Array([1, 2]));
    expect(uploadOf({ ...body, media: 'drawing' }, new Uint8Array()).headers['Content-Type']).toBe(
      'application/json',
    );
  });
  it('is told from a change of its words, and lies on the plan at once', () => {
    const item = {
      id: 'm',
      user: 'p',
      plan: samplePlan.plan.id,
      kind: 'attachment',
      target: 'b1',
      body,
      needs: [],
      at: 0,
      seq: 1,
      state: 'waiting',
      tries: 0,
    } satisfies Item;
    expect(putsUp(item)).toBe(true);
    const words = { ...item, id: 'n', seq: 2, body: { text: 'Nye ord', status: 'dropped' } };
    expect(putsUp(words)).toBe(false);
    const before = { ...samplePlan };
    delete before.attachments; // as an older version of the app kept it
    const up = overlay(before, [item], '2026-11-24');
    expect(picturesOn(up, { kind: 'board' }).map((p) => p.text)).toEqual(['Grøn æske 🙂']);
    const away = overlay(before, [item, words], '2026-11-24');
    expect(picturesOn(away, { kind: 'board' })).toEqual([]);
    expect(picturesOn(away, { kind: 'board' }, 'dropped').map((p) => p.text)).toEqual(['Nye ord']);
  });
  it('hangs where it belongs, the newest first', () => {
    const p = (id: string, at: string | undefined, on: Picture['on']): Picture => ({
      id,
      on,
      media: 'photo',
      text: id,
      width: 1,
      height: 1,
      bytes: 1,
      status: 'active',
      ...(at && { at }),
    });
    const goal = { kind: 'goal', id: 'g' } as const;
    const plan = {
      ...samplePlan,
      attachments: [
        p('old', '2026-11-01T08:00:00Z', goal),
        p('waiting', undefined, goal),
        p('new', '2026-11-02T08:00:00Z', goal),
        p('elsewhere', undefined, { kind: 'goal', id: 'h' }),
      ],
    };
    expect(picturesOn(plan, goal).map((x) => x.id)).toEqual(['waiting', 'new', 'old']);
  });
});
