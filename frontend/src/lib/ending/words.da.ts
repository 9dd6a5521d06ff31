export default {
  ending: 'Det er ved at slutte',
  how: 'Hvordan var det for dig?',
  why: 'Dit eget ord hører med. Det står i din plan.',
  came: 'Det kom der ud af det',
  next: 'Hvad så nu?',
  does: (who: string, day: string) => `${who} gør det senest ${day}.`,
  you: 'Du',
  word: 'Med dine egne ord',
  say: 'Send',
  skip: 'Jeg vil ikke sige noget',
  thanks: 'Tak. Det er gemt.',
};
