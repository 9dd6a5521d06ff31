/** Hints while staff write to a citizen: how hard it is to read, and words that have a plainer one (vocabulary.json). */
import { lix } from '$lib/text/lix';

/** From here on there is a hint (requirement C12). */
export const HARD = 35;
/** A text this short says nothing about how hard it is. */
const ENOUGH = 8;

export const tooHard = (text: string): number | undefined => {
  const { lix: value, words } = lix([text]);
  return words >= ENOUGH && value > HARD ? Math.round(value) : undefined;
};

/** Beginnings of words that only offices use, and what people say. */
const PLAINER: readonly [office: string, plain: string][] = [
  ['handleplan', 'planen'],
  ['indsatsplan', 'planen'],
  ['indsatsmål', 'mål'],
  ['delmål', 'skridt'],
  ['milepæl', 'skridt'],
  ['foranstaltning', 'hjælp'],
  ['opfølgningssamtale', 'møde'],
  ['fremmøde', 'at du kommer'],
  ['sagsbehandler', 'konsulent'],
  ['myndighedsperson', 'konsulent'],
  ['pårørende', 'dine folk'],
  ['bisidder', 'en, der følger med'],
  ['ressourcer', 'det, du er god til'],
  ['kompetencer', 'det, du er god til'],
  ['barriere', 'det, der er svært'],
  ['problemstilling', 'det, der er svært'],
  ['skånehensyn', 'det, der hjælper'],
  ['afvigelse', 'noget, der ikke virker'],
  ['selvrapportering', 'hvordan det går'],
  ['progressionsmåling', 'hvor langt du er'],
  ['udslusning', 'det, der kommer bagefter'],
  ['fraværsmelding', 'at du ikke kan komme'],
  ['rådighed', 'at du kan tage et arbejde'],
  ['mødepligt', 'pligt til at komme'],
  ['sanktion', 'at det kan gå ud over dine penge'],
  ['samtykke', 'at du siger ja'],
  ['partshøring', 'hvad du siger til det'],
  ['adgangsrettighed', 'hvem der må se det'],
  ['iværks', 'gå i gang'],
  ['bevilget', 'sagt ja til'],
  ['målopfyldelse', 'målet er nået'],
];

/** The office's words in a text, each once, with a plainer one. */
export function office(text: string): { word: string; plain: string }[] {
  const found = new Map<string, string>();
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const hit = PLAINER.find(([begins]) => word.toLowerCase().startsWith(begins));
    if (hit && ![...found.values()].includes(hit[1])) found.set(word, hit[1]);
  }
  return [...found].map(([word, plain]) => ({ word, plain }));
}

/** A colour of the person's own, the same everywhere on the desk: 0–5. */
export const colourOf = (id: string): number =>
  [...id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 6, 0);
