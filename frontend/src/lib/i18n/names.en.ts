import type { Words } from './i18n.svelte';
import type da from './names.da';

const en: Words<typeof da> = {
  areas: {
    work: 'Work',
    education: 'School and courses',
    body: 'Body and health',
    mind: 'Thoughts and feelings',
    habits: 'Alcohol, drugs and habits',
    home: 'Home',
    money: 'Money',
    everyday: 'Everyday life',
    people: 'Family and friends',
    language: 'Language',
  },
  goalStatus: {
    planned: 'Coming later',
    active: 'Under way',
    reached: 'Goal reached',
    dropped: 'Put aside',
  },
  stepStatus: { planned: 'Coming later', active: 'Under way', done: 'Done', dropped: 'Put aside' },
  effortStatus: {
    planned: 'Coming later',
    active: 'Under way',
    paused: 'Pause',
    completed: 'Ended',
    dropped: 'Put aside',
  },
  agreementStatus: { active: 'Under way', kept: 'Done', dropped: 'Put aside' },
};
export default en;
