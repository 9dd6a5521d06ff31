export default {
  title: 'Mere',
  push: 'Besked på telefonen',
  pushText: 'Telefonen siger til, når der er nyt. Der står aldrig navne eller emner på låseskærmen.',
  pushState: {
    starting: 'Ser efter …',
    none: 'Den her browser kan ikke sige til. Du kan altid se det nye her i Tavlen.',
    'install-first': 'På iPhone skal Tavlen først ligge på hjemmeskærmen.',
    blocked: 'Du har sagt nej til beskeder i browseren. Du kan sige ja igen i browserens indstillinger.',
    off: 'Der bliver ikke sagt til på denne telefon.',
    on: 'Der bliver sagt til på denne telefon.',
  },
  pushOn: 'Sig til, når der er nyt',
  pushBusy: 'Slår til …',
  pushOff: 'Sig ikke til mere',
  pushTest: 'Send en prøve',
  pushTested: (n: number) =>
    n === 1 ? 'En prøve er på vej til 1 telefon.' : `En prøve er på vej til ${n} telefoner.`,
  pushNone: 'Prøven har ingen steder at komme hen. Slå til igen.',
  pushTurnedOn: 'Nu bliver der sagt til.',
  pushTurnedOff: 'Nu bliver der ikke sagt til mere.',
  pushNoAnswer: 'Telefonens beskedtjeneste svarede ikke. Prøv igen senere. Du kan se det nye her i Tavlen.',
  ios: 'Sådan gør du på iPhone',
  iosSteps: [
    'Tryk på Del nederst på skærmen (firkanten med en pil op).',
    'Rul ned, og tryk på “Føj til hjemmeskærm”.',
    'Tryk på “Tilføj”.',
    'Åbn Tavlen fra hjemmeskærmen, og kom tilbage hertil.',
  ],
  look: 'Sådan ser Tavlen ud',
  size: 'Størrelse på teksten',
  sizes: { normal: 'Almindelig', large: 'Stor', xlarge: 'Meget stor' },
  language: 'Sprog',
  languages: { da: 'Dansk', en: 'English' },
  languageFailed: 'Sproget kunne ikke hentes. Prøv igen, når der er net.',
  consultant: 'Min konsulent',
  call: (name: string) => `Ring til ${name}`,
  write: (name: string) => `Skriv til ${name}`,
  hours: (hours: string) => `Træffes: ${hours}`,
  changes: 'Det er ændret i planen',
  history: 'Planens historie',
  whole: 'Mine folk, mine ja’er og alt andet i min plan',
  paper: 'Planen på papir',
  signOut: 'Log ud',
  signOutText:
    'Når du logger ud, bliver alt slettet fra denne telefon. Planen bliver ved med at ligge hos kommunen.',
  others: 'Log ud på andre telefoner',
  othersText: 'Har du mistet en telefon, så brug denne knap.',
  othersDone: (n: number) =>
    n === 0
      ? 'Du var kun logget ind her.'
      : n === 1
        ? '1 anden telefon er logget ud.'
        : `${n} andre telefoner er logget ud.`,
  waitingTitle: 'Noget er ikke sendt endnu',
  waitingText: (n: number) =>
    n === 1 ? '1 ting venter på at blive sendt.' : `${n} ting venter på at blive sendt.`,
  sendFirst: 'Send først, og log ud',
  sendFailed: 'Det kunne ikke sendes lige nu. Det ligger her endnu.',
  throwAway: 'Smid væk, og log ud',
  stay: 'Bliv her',
  municipality: 'Kommunen',
  phone: (phone: string) => `Hovednummer: ${phone}`,
};
