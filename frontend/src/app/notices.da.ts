export default {
  label: 'Fra Tavlen',
  shownFrom: (clock: string, age: string) => `Du ser planen fra ${clock} (${age}). Der er ikke net lige nu.`,
  waiting: (n: number) =>
    n === 1
      ? '1 ting venter på net. Den bliver sendt af sig selv.'
      : `${n} ting venter på net. De bliver sendt af sig selv.`,
  stuck: 'Det her kunne ikke sendes. Dine ord er her endnu.',
  sendAgain: 'Prøv igen',
  throwAway: 'Smid væk',
  conflict: 'I har begge ændret det samme. Hvad skal gælde?',
  yours: 'Du skrev',
  theirs: 'Der står nu',
  nothing: '(ingenting)',
  useMine: 'Brug mit',
  useTheirs: 'Behold det, der står',
  update: 'Der er en ny udgave af Tavlen.',
  updateNow: 'Skift til den nye',
  noStorage: 'Denne browser gemmer ikke noget. Det, du skriver, kan forsvinde, hvis nettet går.',
  demo: 'Det her er en prøve med opdigtede mennesker.',
  kinds: {
    dream: 'Din drøm',
    board: 'Tavlens orden',
    strength: 'Noget, du er god til',
    challenge: 'Noget, der er svært',
    goal: 'Et mål',
    step: 'Et skridt',
    effort: 'En indsats',
    agreement: 'En aftale',
    meeting: 'Et møde',
    answer: 'Dit svar',
    message: 'En besked',
  },
};
