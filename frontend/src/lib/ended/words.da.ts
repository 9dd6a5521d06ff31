export default {
  title: 'Din plan er afsluttet',
  calls: (who: string, day: string) => `${who} ringer til dig ${day}.`,
  write: 'Du kan stadig skrive til os.',
  toWrite: 'Skriv en besked',
  copy: 'Tag en kopi af det hele',
  kept: (years: number) => `Vi gemmer planen i ${years} år. Så bliver den slettet.`,
};
