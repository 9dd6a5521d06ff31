import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'How far has the citizen come?',
  titleOf: (name) => `How far has ${name} come?`,
  link: (name) => `How far has ${name} come?`,
  back: (name) => `To ${name}’s plan`,
  about: (name) =>
    `${name} sees their own line first and can then see your answers beside it. It is something to talk about.`,
  private: (name) => `Two questions are for staff only. ${name} does not see them.`,
  start: 'Answer yourself',
  goOn: 'Go on answering',
  staffOnly: 'For staff only',
  questions: {
    belief_in_work: (name) => `How much does ${name} believe in getting a job?`,
    own_strengths: (name) => `How well does ${name} know their strengths?`,
    job_knowledge: (name) => `How well does ${name} know the possibilities?`,
    next_step: (name) => `How clear is the next step to ${name}?`,
    moving_towards_work: (name) => `How active is ${name} on the way to work?`,
    working_with_others: (name) => `How is it going for ${name} to work together with others?`,
    managing_health: (name) => `How well does ${name} manage their health?`,
    energy: (name) => `How much energy does ${name} have?`,
    support: (name) => `How much support does ${name} have?`,
    consultant_belief: (name) => `How much do I believe that ${name} will get a job?`,
    knowing_the_person: (name) => `How well do I know ${name} and what ${name} wishes for?`,
  },
};
export default en;
