import { describe, expect, it } from 'vitest';
import type { Plan, Story } from '../api/types';
import { standing, storiesOf } from '.';

const story = (of: Partial<Story> = {}) => ({ id: 's', status: 'agreed', consent: 'k', ...of }) as Story;
const plan = (consent: object, stories: Story[] = []) =>
  ({
    consents: [{ id: 'k', status: 'active', expires: '2027-03-01', ...consent }],
    stories,
  }) as unknown as Plan;

describe('how a story stands', () => {
  it('is told until the day that the yes was given to', () => {
    expect(standing(plan({}), story(), '2027-02-28')).toBe('agreed');
    expect(standing(plan({}), story(), '2027-03-01')).toBe('expired');
  });
  it('is not told on a yes that was taken back elsewhere, or that is not there', () => {
    expect(standing(plan({ status: 'withdrawn' }), story(), '2027-01-01')).toBe('withdrawn');
    expect(standing(plan({ id: 'other' }), story(), '2027-01-01')).toBe('withdrawn');
  });
  it('is what it says where nobody said yes', () => {
    for (const status of ['asked', 'declined', 'withdrawn'] as const)
      expect(standing(plan({}), story({ status }), '2027-01-01')).toBe(status);
  });
  it('comes newest first', () => {
    const [a, b] = ['2026-11-01T08:00:00Z', '2026-12-01T08:00:00Z'].map((asked_at) => story({ asked_at }));
    expect(storiesOf(plan({}, [a!, b!])).map((s) => s.asked_at)).toEqual([b!.asked_at, a!.asked_at]);
    expect(storiesOf({} as Plan)).toEqual([]);
  });
});
