export default {
  title: 'Beskyttet adresse',
  off: (name: string) =>
    `Har ${name} beskyttet adresse, så sig det her. Så får ingen kontaktperson at vide, hvor eller med hvem I mødes.`,
  set: 'Adressen er beskyttet',
  on: (name: string) =>
    `${name} har beskyttet adresse. Kontaktpersoner ser ikke sted, afdeling eller hvem der holder mødet.`,
  closed: (name: string) => `${name} kan ikke invitere nogen, før I har talt om det.`,
  open: (name: string) => `I har talt om det. ${name} kan invitere og bliver advaret først.`,
  allow: 'Vi har talt om det',
  close: 'Luk for invitationer',
  unset: 'Adressen er ikke beskyttet mere',
  sure: (name: string) => `Så kan ${name}s kontaktpersoner igen se, hvor I mødes. Er det rigtigt?`,
  yes: 'Ja, det er rigtigt',
  no: 'Nej',
};
