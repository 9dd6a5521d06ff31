export default {
  title: 'Skriv din kode',
  code: 'Kode med 6 tal',
  closed: 'Det gik ikke. Luk appen, og åbn den igen.',
  six: 'Koden har 6 tal.',
  open: 'Lås op',
  opening: 'Låser op …',
  useKey: 'Åbn med nøgle',
  notKey: 'Det gik ikke. Prøv igen, eller skriv din kode.',
  erase: 'Slet et tal',
  wrong: (left: number) =>
    left === 1
      ? 'Koden er forkert. Du har 1 forsøg tilbage.'
      : `Koden er forkert. Du har ${left} forsøg tilbage.`,
  ten: 'Efter 10 forkerte koder slettes alt på telefonen.',
  forgot: 'Jeg har glemt koden',
  forgotText: 'Så skal du have en ny kode af din konsulent.',
  forgotPlan: 'Alt på telefonen slettes først. Din plan ligger stadig hos kommunen.',
  waiting: (n: number) =>
    n === 1 ? '1 ting er ikke sendt. Den går tabt.' : `${n} ting er ikke sendt. De går tabt.`,
  empty: 'Slet alt på telefonen',
  back: 'Tilbage',
  wiped: 'Telefonen er tømt',
  wipedText: 'Intet ligger her mere. Få en ny kode af din konsulent.',
  front: 'Skriv en ny kode',
};
