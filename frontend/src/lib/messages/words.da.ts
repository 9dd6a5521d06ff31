export default {
  photo: 'Tag et billede',
  record: 'Indtal en besked',
  play: (seconds: number) => `Hør det her, ${seconds} sek.`,
  oldVoice: (seconds: number) => `Tale, ${seconds} sek.`,
  oldPhoto: 'Billede',
  large: (text: string) => `Vis stort: ${text}`,
  notHere: 'Det er ikke på din telefon endnu. Prøv igen, når der er net.',
  sent: 'Din besked er på vej.',
  written: 'Sådan blev det skrevet:',
  inLanguage: (language: string) => `På ${language}:`,
  translatedBy: (name: string) => `${name} har fået det oversat.`,
  byMachine: 'En maskine har oversat det. Der kan være fejl.',
};
