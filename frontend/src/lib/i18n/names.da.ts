export default {
  areas: {
    work: 'Arbejde',
    education: 'Skole og kurser',
    body: 'Krop og helbred',
    mind: 'Tanker og følelser',
    habits: 'Alkohol, stoffer og vaner',
    home: 'Hjem',
    money: 'Penge',
    everyday: 'Hverdag',
    people: 'Familie og venner',
    language: 'Sprog',
  },
  goalStatus: {
    planned: 'Kommer senere',
    active: 'I gang',
    reached: 'Mål nået',
    dropped: 'Lagt til side',
  },
  stepStatus: { planned: 'Kommer senere', active: 'I gang', done: 'Gjort', dropped: 'Lagt til side' },
  effortStatus: {
    planned: 'Kommer senere',
    active: 'I gang',
    paused: 'Pause',
    completed: 'Slut',
    dropped: 'Lagt til side',
  },
  agreementStatus: { active: 'I gang', kept: 'Gjort', dropped: 'Lagt til side' },
};
