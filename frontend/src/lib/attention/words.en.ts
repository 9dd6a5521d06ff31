import type da from './words.da';

export default {
  title: 'What we keep an eye on',
  told: (names) => `Told: ${names}`,
  nobody: 'There is nobody to tell right now. Call the municipality.',
  all: (n) => `Show all ${n}`,
} satisfies typeof da;
