export default {
  says: (name: string) => `${name} skriver:`,
  meetings: (name: string) => `${name} kommer til dine møder fra den dag.`,
  tell: (name: string) => `Hvad skal ${name} vide om dig?`,
  hint: (name: string, day: string) => `Skriv det, du vil. Kun ${name} ser det, fra ${day}.`,
  hintNow: (name: string) => `Skriv det, du vil. Kun ${name} ser det.`,
  save: 'Gem',
  saved: 'Det er gemt',
  yours: (name: string) => `Det skal ${name} vide:`,
  change: 'Ret det',
  keep: 'Lad det stå',
};
