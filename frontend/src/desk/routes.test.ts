import { describe, expect, it } from 'vitest';
import {
  bookPath,
  callsPath,
  codePath,
  deskPlace,
  editPath,
  endPath,
  figuresPath,
  endedPath,
  readingsPath,
  flagPath,
  newFlagPath,
  measurePath,
  MEASURING,
  historyPath,
  meetingPath,
  newPath,
  newMeetingAt,
  planPagePath,
  storyPath,
  weekPath,
} from './routes';

const plan = 'AAAAAAAAAAAAAAAAAAAAAA';
const thing = 'BBBBBBBBBBBBBBBBBBBBBB';

describe('the desk’s addresses', () => {
  it('reads what it writes', () => {
    expect(deskPlace('/bord')).toEqual({ at: 'citizens' });
    expect(deskPlace('/bord/')).toEqual({ at: 'citizens' });
    expect(deskPlace('/bord/ny')).toEqual({ at: 'new-citizen' });
    expect(deskPlace(planPagePath(plan))).toEqual({ at: 'plan', plan, tab: 'plan' });
    expect(deskPlace(planPagePath(plan, 'changes'))).toEqual({ at: 'plan', plan, tab: 'changes' });
    expect(deskPlace(planPagePath(plan, 'messages'))).toEqual({ at: 'plan', plan, tab: 'messages' });
    expect(deskPlace(figuresPath)).toEqual({ at: 'figures' });
    expect(deskPlace(endedPath)).toEqual({ at: 'ended' });
    expect(deskPlace(`${endedPath}/nu`)).toBeUndefined();
    expect(deskPlace(readingsPath())).toEqual({ at: 'readings' });
    expect(deskPlace(readingsPath('2026-11-23'))).toEqual({ at: 'readings', week: '2026-11-23' });
    expect(deskPlace('/bord/laesninger/i-gaar')).toBeUndefined();
    expect(deskPlace(callsPath)).toEqual({ at: 'calls' });
    expect(deskPlace(meetingPath(plan, thing))).toEqual({ at: 'meeting', plan, id: thing });
    expect(deskPlace(measurePath(plan))).toEqual({ at: 'measure', plan });
    expect(deskPlace(flagPath(plan, thing))).toEqual({ at: 'flag', plan, id: thing });
    expect(deskPlace(newFlagPath(plan))).toEqual({ at: 'flag', plan });
    expect(deskPlace(endPath(plan, thing))).toEqual({ at: 'end', plan, id: thing });
    expect(deskPlace(storyPath(plan))).toEqual({ at: 'story', plan });
    expect(deskPlace(bookPath(plan))).toEqual({ at: 'book', plan });
    expect(deskPlace(codePath(plan))).toEqual({ at: 'code', plan });
    expect(deskPlace(historyPath(plan))).toEqual({ at: 'history', plan });
    expect(deskPlace(historyPath(plan, thing))).toEqual({ at: 'history', plan, entry: thing });
    for (const kind of [
      'board',
      'strength',
      'challenge',
      'goal',
      'step',
      'effort',
      'agreement',
      'meeting',
    ] as const) {
      expect(deskPlace(editPath(plan, kind, thing))).toEqual({ at: 'edit', plan, kind, id: thing });
      expect(deskPlace(newPath(plan, kind))).toEqual({ at: 'edit', plan, kind });
    }
    expect(deskPlace(newPath(plan, 'meeting', MEASURING))).toEqual({
      at: 'edit',
      plan,
      kind: 'meeting',
      under: MEASURING,
    });
    expect(deskPlace(newPath(plan, 'step', MEASURING))).toBeUndefined();
    expect(deskPlace(weekPath())).toEqual({ at: 'week' });
    expect(deskPlace(weekPath('2026-12-28'))).toEqual({ at: 'week', day: '2026-12-28' });
    const slot = { day: '2026-12-28', from: '09:30' };
    expect(deskPlace(newMeetingAt(plan, slot))).toEqual({ at: 'edit', plan, kind: 'meeting', slot });
    expect(deskPlace(newPath(plan, 'step', thing))).toEqual({ at: 'edit', plan, kind: 'step', under: thing });
  });

  it.each([
    '/bord/kort',
    `/bord/${plan}/andet`,
    `/bord/${plan}/indsats`,
    `/bord/${plan}/indsats/x`,
    '/bord/ny/kode',
    '/bord/uge/nu',
    '/bord/uge/2026-12-28/x',
    `/bord/${plan}/moede/ny/2026-12-28-2430`,
    `/bord/${plan}/maal/ny/2026-12-28-0930`,
    `/bord/${plan}/maal/ny/${thing}`,
    `/bord/${plan}/kode/${thing}`,
    `/bord/${plan}/historie/x`,
    `/bord/${plan}/moeder`,
    `/bord/${plan}/moeder/${thing}/${thing}`,
    '/bord/ringeliste/x',
    '/bord/tal/x',
    `/bord/${plan}/historie/${thing}/${thing}`,
    `/bord/${plan}/maal/${thing}/${thing}`,
    '/tavlen',
  ])('knows no page at %s', (path) => expect(deskPlace(path)).toBeUndefined());
});
