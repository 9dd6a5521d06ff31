export default {
  title: 'Møder',
  coming: 'Kommende møder',
  noComing: 'Der er ikke aftalt flere møder. Din konsulent skriver, når der kommer et.',
  past: 'Møder, der har været',
  showPast: (n: number) => (n === 1 ? 'Vis 1 møde, der har været' : `Vis ${n} møder, der har været`),
  status: { planned: 'Aftalt', held: 'Holdt', moved: 'Flyttet', cancelled: 'Aflyst', missed: 'Ikke holdt' },
  next: 'Det næste',
  movedTo: (when: string) => `Flyttet til ${when}`,
};
