/** A recording from the microphone: its bytes as the browser makes them, how loud it is, how long. */
import { newId } from '../api/client';
import { forget, keep, recall } from '../db';
import { keepBytes, recallBytes } from '../db/vault';
import { session } from '../session';
import { bars } from './wave';

/** Seconds; the server takes no more. */
export const LONGEST = 300;
/** What the server takes, best first: the small one that most browsers have, Safari's, Firefox's own. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Ms between two looks at how loud it is. */
const LOOK = 100;
/** Seconds of sound that a page which goes may take with it. */
const KEEP_EVERY = 3;

export interface Voice {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  wave: number[];
  seconds: number;
}
export type Trouble = 'refused' | 'none' | 'old' | 'room' | 'empty';
export class VoiceError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
    this.name = 'VoiceError';
  }
}

type Kept = Omit<Voice, 'bytes'> & { take: string };
const nameOf = (name: string) => `draft/voice/${name}`;

/** What was recorded and not sent, kept sealed on this phone. */
export async function keptVoice(name: string): Promise<Voice | undefined> {
  const user = session.me?.person.id;
  const kept = user ? await recall<Kept>(user, nameOf(name)) : undefined;
  const bytes = user && kept && (await recallBytes(user, `${nameOf(name)}/${kept.take}`));
  return kept && bytes ? { ...kept, bytes } : undefined;
}
async function keepVoice(name: string, take: string, voice: Voice): Promise<void> {
  const user = session.me?.person.id;
  if (!user) return;
  const { bytes, ...rest } = voice;
  await keepBytes(user, `${nameOf(name)}/${take}`, bytes);
  await keep(user, nameOf(name), { ...rest, take });
}
export async function dropVoice(name: string): Promise<void> {
  const user = session.me?.person.id;
  const kept = user && (await recall<Kept>(user, nameOf(name)));
  if (!kept) return;
  await forget(user, nameOf(name));
  await forget(user, `${nameOf(name)}/${kept.take}`);
}

export interface Recorder {
  /** Ends it; what was said is safely on the phone when this resolves. @throws VoiceError */
  stop(): Promise<Voice>;
}

/**
 * Begins to record, once the person has said yes to the microphone. `heard` is told ten times a second; at five minutes
 * `full` is called once. @throws VoiceError
 */
export async function record(
  name: string,
  heard: (seconds: number, peaks: readonly number[]) => void,
  full: () => void,
): Promise<Recorder> {
  const type = 'MediaRecorder' in globalThis && TYPES.find((t) => MediaRecorder.isTypeSupported(t));
  if (!type || !navigator.mediaDevices) throw new VoiceError('old');
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (problem) {
    throw new VoiceError((problem as Error).name === 'NotAllowedError' ? 'refused' : 'none');
  }
  const take = newId();
  const ear = new AudioContext();
  const scope = ear.createAnalyser();
  scope.fftSize = 2048;
  ear.createMediaStreamSource(stream).connect(scope);
  const at = new Uint8Array(scope.fftSize);
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
  const parts: Blob[] = [];
  const peaks: number[] = [];
  let seconds = 0;
  let begun = 0;
  let saving = Promise.resolve();

  const voice = async (): Promise<Voice> => ({
    bytes: new Uint8Array(await new Blob(parts).arrayBuffer()),
    type: type.split(';')[0]!,
    wave: bars(peaks),
    seconds: Math.max(1, Math.ceil(seconds)),
  });
  /** One after the other; a phone that is full has the sound in the page still. */
  const save = () => (saving = saving.then(async () => keepVoice(name, take, await voice())).catch(() => {}));
  recorder.ondataavailable = ({ data }) => {
    if (data.size) parts.push(data);
    if (recorder.state === 'recording' && parts.length % KEEP_EVERY === 0) void save();
  };
  const look = setInterval(() => {
    scope.getByteTimeDomainData(at);
    peaks.push(at.reduce((most, v) => Math.max(most, Math.abs(v - 128)), 0) / 128);
    seconds = (performance.now() - begun) / 1000;
    heard(seconds, peaks);
    if (seconds >= LONGEST) full();
  }, LOOK);
  const ended = new Promise<void>((done) => (recorder.onstop = () => done()));
  begun = performance.now();
  recorder.start(1000);
  return {
    async stop() {
      clearInterval(look);
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      for (const track of stream.getTracks()) track.stop();
      void ear.close();
      await save();
      const said = await voice();
      if (!said.bytes.length) throw new VoiceError('empty');
      return said;
    },
  };
}
