export default {
  startsSoon: 'Det begynder snart',
  prepare: 'Se, hvad der skal ske',
  newest: 'Nyeste besked',
  fromYou: 'Dig',
  writeTo: (name: string) => `Skriv til ${name}`,
  readAll: 'Læs og svar',
  since: 'Siden du var her sidst',
  messages: (n: number) => (n === 1 ? '1 ny besked' : `${n} nye beskeder`),
  replied: (name: string) => `${name} har svaret dig om planen`,
};
