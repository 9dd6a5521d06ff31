export default {
  ask: 'Hvem kan se det?',
  onlyYou: 'Kun dig.',
  seenBy: (names: string) => `Kan ses af: ${names}.`,
  you: 'dig',
  partly: (name: string) => `${name} (kun en del)`,
  all: 'Se det for hele planen',
  wrong: 'Det her er forkert',
};
