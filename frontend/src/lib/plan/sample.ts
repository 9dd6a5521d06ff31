/** The plan of the demo case at its anchor, as far as the tests of this room need it. Tests only. */
import type { Effort, Meeting, Plan } from '../api/types';

export const ANCHOR = Date.parse('2026-11-24T09:00:00+01:00');

const effort = (id: string, more: Partial<Effort>): Effort => ({
  id,
  rank: id,
  title: id,
  department: 'job',
  goals: ['g1'],
  status: 'active',
  ...more,
});
const meeting = (id: string, start: string, end: string, more: Partial<Meeting> = {}): Meeting => ({
  id,
  start,
  end,
  form: 'in_person',
  with: ['maja'],
  mandatory: false,
  companions: [],
  status: 'planned',
  ...more,
});

export const samplePlan = (): Plan => ({
  format: 1,
  rev: 'a',
  as_of: '2026-11-24T08:00:00Z',
  viewer: {
    relation: 'citizen',
    may: ['put_dream', 'put_goal', 'put_step', 'answer_plan_change', 'send_message'],
  },
  plan: {
    id: 'plan',
    title: 'Peters plan',
    version: 4,
    status: 'active',
    board: { layout: 'lanes', lanes: ['work', 'body', 'habits'], focus_goals: ['g1', 'g2'] },
  },
  citizen: { id: 'peter', name: 'Peter Prøvesen', preferred_name: 'Peter', language: 'da' },
  consultant: 'maja',
  people: [
    { id: 'maja', name: 'Maja Mønster', role: 'consultant' },
    { id: 'vibeke', name: 'Vibeke Virkelyst', role: 'professional' },
    { id: 'mogens', name: 'Mogens Mulvad', role: 'workplace_mentor' },
  ],
  departments: [{ id: 'job', name: 'Job og indsats', short: 'Job' }],
  dream: { id: 'd', text: 'Et arbejde, hvor de regner med mig.' },
  strengths: [],
  challenges: [],
  goals: [
    {
      id: 'g1',
      rank: '1',
      area: 'work',
      title: 'Et job med løn',
      status: 'active',
      owner: 'peter',
      colour: 'blue',
    },
    { id: 'g2', rank: '2', area: 'habits', title: 'Uden øl', status: 'active', owner: 'peter' },
    { id: 'g5', rank: '5', area: 'people', title: 'Se min søster', status: 'reached', owner: 'peter' },
  ],
  steps: [
    { id: 's1', goal: 'g1', rank: '1', text: 'Første dag', status: 'done', done_at: '2026-10-26' },
    { id: 's2', goal: 'g1', rank: '2', text: 'Tale om løn', status: 'planned', due: '2027-01-12' },
    { id: 's3', goal: 'g1', rank: '3', text: 'Løntimer', status: 'planned', after: 's2' },
    { id: 's4', goal: 'g2', rank: '1', text: 'Plan for julen', status: 'active', due: '2026-12-10' },
    { id: 's5', goal: 'g2', rank: '2', text: 'Gå en tur', status: 'active', repeats: 'daily' },
  ],
  efforts: [
    effort('e1', {
      title: 'Praktik på Cykelværkstedet Kæden',
      place: { name: 'Cykelværkstedet Kæden' },
      responsible: 'vibeke',
      place_contact: 'mogens',
      start: '2026-10-26',
      end: '2027-01-22',
      rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE',
      time: { from: '09:00', to: '12:00' },
      pauses: [{ from: '2026-12-21', to: '2027-01-03', why: 'Julelukket' }],
      adjustments: [{ from: '2026-11-11', text: 'Peter sidder ned.' }],
    }),
    effort('e2', {
      goals: ['g2'],
      start: '2026-10-22',
      end: '2026-12-17',
      rrule: 'FREQ=WEEKLY;BYDAY=TH',
      time: { from: '14:00', to: '15:00' },
    }),
    effort('e4', { status: 'planned', start: '2027-01-15', rrule: 'FREQ=WEEKLY;BYDAY=TU' }),
  ],
  agreements: [],
  meetings: [
    meeting('m12', '2026-12-01T11:30:00+01:00', '2026-12-01T12:00:00+01:00'),
    meeting('m11', '2026-11-17T11:30:00+01:00', '2026-11-17T12:00:00+01:00', { status: 'held' }),
    meeting('m11b', '2026-11-26T14:00:00+01:00', '2026-11-26T15:00:00+01:00', {
      effort: 'e2',
      title: 'Samtale hos Lone',
    }),
  ],
  plan_changes: [
    { id: 'v1', at: '2026-11-17T12:25:00+01:00', by: 'maja', what: 'Nyt skridt', citizen_answer: 'talk' },
    { id: 'v2', at: '2026-11-23T12:25:00+01:00', by: 'maja', what: 'Ny dag' },
  ],
  flags: [],
  checkins: [],
  measurements: [],
  indicators: [],
  consents: [],
  contacts: [],
  events: [],
  attachments: [],
});
