import { describe, expect, it } from 'vitest';
import { samplePlan } from '../sample';
import { asked, newestFirst, saidBeside } from './rest';

const plan = () => ({
  ...samplePlan(),
  indicators: [
    { id: 'i1', citizen_q: 'Tror du på det?', staff_q: 'Tror Peter på det?' },
    { id: 'i2', staff_q: 'Tror jeg på det?' },
    { id: 'i3', citizen_q: 'Aldrig spurgt?' },
  ],
  measurements: [
    { id: 'p2', on: '2026-10-12', by: 'maja', role: 'staff' as const, values: { i1: 3, i2: 6 } },
    { id: 'p1', on: '2026-10-12', by: 'peter', role: 'citizen' as const, values: { i1: 2 }, said: 'Før' },
    { id: 'p3', on: '2026-11-17', by: 'peter', role: 'citizen' as const, values: { i1: 0 }, said: 'Nu' },
  ],
});

describe('how far one is', () => {
  it('is told by question, newest first, the citizen before staff; nought is an answer', () => {
    expect(asked(plan())).toEqual([
      {
        id: 'i1',
        question: 'Tror du på det?',
        answers: [
          { on: '2026-11-17', by: [{ id: 'peter', value: 0 }] },
          {
            on: '2026-10-12',
            by: [
              { id: 'peter', value: 2 },
              { id: 'maja', value: 3 },
            ],
          },
        ],
      },
      {
        id: 'i2',
        question: 'Tror jeg på det?',
        answers: [{ on: '2026-10-12', by: [{ id: 'maja', value: 6 }] }],
      },
    ]);
  });
  it('keeps what was said', () => expect(saidBeside(plan()).map((m) => m.said)).toEqual(['Nu', 'Før']));
});

it('puts the newest first and leaves the plan as it was', () => {
  const things = [{ at: '2026-11-01T00:00:00Z' }, { at: '2026-11-02T00:00:00+01:00' }];
  expect(newestFirst(things)).toEqual([things[1], things[0]]);
});
