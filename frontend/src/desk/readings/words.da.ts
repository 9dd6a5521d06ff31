export default {
  title: 'Hvem har set planer',
  titleLeft: (n: number) => `Hvem har set planer (${n})`,
  late: (n: number) =>
    n === 1
      ? '1 læsning fra før sidste uge er ikke set på.'
      : `${n} læsninger fra før sidste uge er ikke set på.`,
  week: 'Uge',
  weekOf: (from: string, left: number) => `Fra ${from}${left ? ` (${left} tilbage)` : ''}`,
  intro: 'Se på hver, og sig, om der var en grund.',
  rules: [
    'Øverst står alle, der har brugt nødadgang.',
    'Så alle, der ikke arbejdede med borgeren.',
    'Resten er trukket ved lod.',
    'Borgeren kan se, at du har set det her.',
  ],
  of: (shown: number, of: number) => `${shown} af ${of} fra ugen.`,
  none: 'Ingen har set planer i den uge.',
  saw: (who: string, citizen: string) => `${who} så ${citizen}s plan`,
  glass: 'Nødadgang',
  ties: { consultant: 'Konsulent', deputy: 'Afløser', professional: 'Med på planen' },
  lead: 'Ikke med på planen',
  odd: 'Også uden for arbejdstid',
  times: (n: number, from: string, to: string) =>
    `${n === 1 ? '1 gang' : `${n} gange`}, ${from === to ? from : `fra ${from} til ${to}`}`,
  reads: 'Det står der hos borgeren:',
  why: (why: string) => `Grund: ${why}`,
  fine: 'I orden',
  ask: 'Jeg spørger',
  asked: 'Hvad har du spurgt om, og hvad var svaret?',
  askedHint: 'Skriv ikke, hvad der står i planen.',
  missing: 'Skriv, hvad du har spurgt om.',
  keep: 'Gem',
  saidFine: (who: string, when: string) => `I orden, siger ${who} ${when}.`,
  saidAsked: (who: string, when: string) => `${who} har spurgt ${when}:`,
  change: 'Ret',
  own: 'Dine egne ser en anden leder på.',
  kept: 'Gemt.',
};
