/**
 * The voices that are on the phone itself. One that is not would send the words of a plan to somebody else's machine,
 * so it is as if it were not there.
 */
const primary = (lang: string): string => lang.replace('_', '-').split('-')[0]!.toLowerCase();

/** The phone's own voice for a language (BCP 47); its default one where there are several. */
export function voiceFor(lang: string): SpeechSynthesisVoice | undefined {
  const fit = speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService && primary(voice.lang) === primary(lang));
  return fit.find((voice) => voice.default) ?? fit[0];
}

/** Calls back once there is a voice for the language; many browsers name theirs only after a while. */
export function whenVoice(lang: () => string, there: () => void): void {
  if (!('speechSynthesis' in window)) return;
  const look = () => {
    if (!voiceFor(lang())) return;
    speechSynthesis.removeEventListener?.('voiceschanged', look);
    there();
  };
  speechSynthesis.addEventListener?.('voiceschanged', look);
  look();
}
