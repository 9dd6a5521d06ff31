/** What a person on a cheap phone pays for, in brotli bytes. Prints one line a budget and fails when one is over. */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const { js, signIn, citizen, english, sound, aloud, lock, onTap, desk } = JSON.parse(
  readFileSync(`${dist}first-load.json`, 'utf8'),
);
const br = (file) => statSync(`${dist}${file}.br`).size;
const sum = (files) => files.reduce((total, file) => total + br(file), 0);

const KB = 1024;
const all = br('index.html') + br('sw.js') + sum(citizen);
const lines = [
  ['first-load JS', sum(js), 30 * KB],
  // The page itself holds the first load's CSS, so its whole size counts.
  [
    "CSS (index.html with its CSS, and every room's)",
    br('index.html') + sum(citizen.filter((file) => file.endsWith('.css'))),
    7.9 * KB,
  ],
  ['service worker', br('sw.js'), 2 * KB],
  // The quick way out stands on every page and sheet, and the neutral name with it: 0.7; the door of a locked app: 0.2 (2026-11-23).
  // MitID and staff's own way in, and what is said when they come to nothing: 0.6 (2026-11-23).
  // That somebody asks for one's story, and where to answer: 0.1 here and below (2026-11-23).
  // Signing in with a key, and the question whether it is her, which any page may have to put: 0.2 (2026-11-23).
  // That a new phone is told on the open ones, and that what wants a proof waits for it: 0.4 (2026-11-23).
  ['JS of the sign-in page', sum(signIn), 53.7 * KB],
  // Every file that the worker keeps on a citizen's phone. Danish lies in the rooms; English is kept where it is read.
  // It was 100 KB until the rooms of meetings and reminders came, which take 11, and 112 until the direct line got
  // its window, days, moods and corrections, the promise of an answer and Ring mig op, which take 3. That there is
  // another consultant must be read without net too: half a KB; a translation beside the words and the look for a voice: as much.
  // What becomes of older messages on an open phone, and that a conversation which is over empties itself: 0.1.
  // That something does not work is said without net too, and so is one's own word when an effort ends: 7 (2026-11-22).
  // That the word may come late, that an answer to what was changed again is asked anew, and what is kept while it is written: 0.3.
  // Meetings, open questions and the line's hours on a heavy day, and refused words that can be mended: half a KB.
  // That staff wrote down what he said, and that he may contradict it: 0.2 (2026-11-23).
  // The quick way out and the neutral name: 0.7; the door of a locked app: 0.3 (2026-11-23).
  // The way to who has looked at my plan: 0.1.
  // MitID and staff's own way in: 0.6 (2026-11-23).
  // Signing in with a key, and the offer of a lock: 0.5 (2026-11-23).
  // "Who can see this?" beside each thing: 0.4; what answers, on a tap: 0.5 (2026-11-23).
  // That a new phone is told on the open ones, and that what wants a proof waits for it: 0.5 (2026-11-23).
  // What was merged today compresses a little worse together: 0.2 (2026-11-23).
  // What the first page says of a plan that has ended, which has to stand without net, too, and the day on which the plan goes: 1.0 (2026-11-23).
  ['all a citizen ever loads', all, 131.5 * KB],
  // Kept on the phones of those who open messages, and run when somebody taps to record or to listen.
  ['what records and plays voices', sum(sound), 5 * KB],
  // Kept on the phones that have a voice of their own.
  ['what reads aloud', sum(aloud), 3 * KB],
  // Kept on the phones whose app is locked: the screen, the code's key, the wiping (2026-11-23).
  ['what locks the app', sum(lock), 5 * KB],
  // What a tap may fetch besides, with net only: what is told while writing, one's people, the plan's history, voices.
  // The words around a change of consultant, fetched where there is one, take 2; the line to one of one's people takes 2.
  // Where one is signed in takes 1.
  // "Hvor langt er jeg?" takes 5.5: questions, lines and their tables (2026-11-22).
  // The talks of an assessment and what is said of their notes take 4.4 (2026-11-23).
  // Hours with pay beside it take 4.8: last week's question, the line, what was corrected, one's own goal (2026-11-23).
  // The quick way out, what others see of the app, the lock and its settings: 6.8 (2026-11-23).
  // What he said yes to, who sees what, and everything about him to take with him: 3.7 (2026-11-23).
  // Who has looked at my plan takes 1.9 (2026-11-23).
  // MitID and staff's own way in: 0.6 (2026-11-23).
  // Keys: making, using and removing them, a PIN, and the question whether it is her: 4.5 (2026-11-23).
  // What a code alone shows: 1.9 (2026-11-23).
  // A story of one's own that may be told, or not, takes 4.3: its words, choices, form and receipts (2026-11-23).
  // The offer to hide a CPR number that is typed, fetched when ten digits stand in a row: 0.8 (2026-11-23).
  // That somebody came in on a new phone, and the way to sign it out: 0.9 (2026-11-23).
  // A consent that stops soon: renewed or let go, 0.6 (2026-11-23).
  // One code for the lock and the PIN: 0.3 (2026-11-23).
  // How long each sort of his data is kept, and when the oldest goes: 0.7 (2026-11-23).
  // What is to be corrected or erased: the form, the day of the answer, what became of it: 1.4 (2026-11-23).
  // That a passkey opens the lock, too, and its settings: 1.7 (2026-11-23).
  // The plan has ended: who calls when, how that stands, and how long it is kept: 0.6 (2026-11-23).
  // When the whole plan goes, and that it is held back: 0.4 (2026-11-23).
  // That a new code of the lock may have arrived though no answer did: 0.3 (2026-11-23).
  // Room for the names of the chunks, which weigh some bytes more or less from build to build: 0.2 (2026-11-23).
  ['with all that a tap may fetch', all + sum(onTap) + sum(sound) + sum(aloud) + sum(lock), 209.7 * KB],
  // Before content: the page, its scripts, who I am, my plan.
  ['requests before content', 1 + js.length + 2, 4],
];
let over = 0;
for (const [name, size, limit] of lines) {
  const shown = limit > 100 ? `${(size / KB).toFixed(1)} of ${limit / KB} KB br` : `${size} of ${limit}`;
  console.log(`${size > limit ? 'OVER  ' : 'within'} ${name}: ${shown}`);
  if (size > limit) over++;
}
const rooms = signIn.filter((file) => /\/(rooms|Desk)-/.test(file));
if (rooms.length) {
  console.log(`OVER   the sign-in page fetches rooms: ${rooms}`);
  over++;
}
console.log(`       with English, for those who read it: ${((all + sum(english)) / KB).toFixed(1)} KB br`);
console.log(`       the desk's own chunk: ${(sum(desk) / KB).toFixed(1)} KB br`);
process.exit(over ? 1 : 0);
