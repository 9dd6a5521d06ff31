export default {
  sendTo: (name: string) => `Send til ${name}`,
  hard: (lix: number) => `Teksten er svær at læse (lixtal ${lix}). Prøv kortere sætninger.`,
  plainer: (word: string, plain: string) => `Skriv hellere "${plain}" end "${word}".`,
  replies: 'Mine gemte svar',
  noReplies: 'Du har ingen endnu. Skriv en besked, og gem den her.',
  useReply: (title: string) => `Brug svaret ${title}`,
  dropReply: (title: string) => `Slet svaret ${title}`,
  drop: 'Slet',
  replyTitle: 'Hvad skal svaret hedde?',
  keepReply: 'Gem det, jeg har skrevet',
  translate: 'Skriv en oversættelse',
  translateAgain: 'Skriv oversættelsen om',
  translation: (language: string) => `Det samme på ${language}`,
  translationHint:
    'Skriv det, en tolk eller en, der kan sproget, har oversat. Det står ved siden af beskeden.',
  keepTranslation: 'Gem oversættelsen',
  translated: 'Oversættelsen er gemt.',
};
