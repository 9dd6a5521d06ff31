export default {
  startsSoon: 'Det begynder snart',
  was: (name: string) => `Var det ${name}?`,
  story: 'Må din historie fortælles?',
  prepare: 'Se, hvad der skal ske',
  newest: 'Nyeste besked',
  fromYou: 'Dig',
  writeTo: (name: string) => `Skriv til ${name}`,
  readAll: 'Læs og svar',
  ringMe: 'Ring mig op',
  since: 'Siden du var her sidst',
  messages: (n: number) => (n === 1 ? '1 ny besked' : `${n} nye beskeder`),
  reminded: (n: number) => (n === 1 ? '1 påmindelse om et møde' : `${n} påmindelser om møder`),
  missed: (n: number) =>
    n === 1 ? '1 påmindelse kom ikke frem til dig' : `${n} påmindelser kom ikke frem til dig`,
  replied: (name: string) => `${name} har svaret dig om planen`,
};
