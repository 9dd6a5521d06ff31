export default {
  title: 'Her er du logget ind',
  text: 'Er der en telefon, du ikke kender, så log den ud.',
  unknown: 'En telefon eller computer',
  here: 'Den her telefon',
  since: (day: string) => `Logget ind ${day}.`,
  seen: (day: string) => `Sidst brugt ${day}.`,
  isNew: 'Ny telefon',
  cameIn: (device: string, when: string) => `Der er logget ind som dig på ${device} ${when}.`,
  aPhone: 'en ny telefon',
  notYou: 'Er det ikke dig? Log den ud.',
  endIt: 'Log den ud',
  isMe: 'Det er mig',
  ended: 'Den er logget ud. Sig det til din konsulent.',
  endedStaff: 'Den er logget ud. Sig det til din leder.',
  seeAll: 'Se dine telefoner',
  signOut: 'Log ud',
  signOutOf: (device: string) => `Log ud: ${device}`,
  signedOut: (device: string) => `${device} er logget ud.`,
  others: 'Log ud på andre telefoner',
  othersText: 'Har du mistet en telefon, så brug denne knap. Den lukker også adressen til din kalender.',
  calendarDone: 'Adressen til din kalender er lukket. Du kan lave en ny under Påmindelser.',
  othersDone: (n: number) =>
    n === 0
      ? 'Du var kun logget ind her.'
      : n === 1
        ? '1 anden telefon er logget ud.'
        : `${n} andre telefoner er logget ud.`,
};
