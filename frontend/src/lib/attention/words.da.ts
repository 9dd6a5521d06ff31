export default {
  title: 'Det holder vi øje med',
  told: (names: string) => `Fik besked: ${names}`,
  nobody: 'Der er ingen, der kan få besked lige nu. Ring til kommunen.',
  all: (n: number) => `Vis alle ${n}`,
};
