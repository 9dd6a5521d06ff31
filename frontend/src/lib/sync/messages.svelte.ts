/** Conversations of open plans: the latest page kept sealed on the phone, older ones fetched when asked for. */
import { ApiError, newId } from '../api/client';
import { listMessages, markMessagesRead } from '../api/messages';
import type { Id, Message, Mood, Person, Plan, Thread, Translated } from '../api/types';
import { forget, keep, recall } from '../db';
import { outbox, whenTaken, write, type Item } from '../outbox';
import { session, whenWiped } from '../session';
import { onLive } from './listeners';
import { standing } from './standing.svelte';
import { unread } from './unread.svelte';

const PAGE = 50;

/** A photo or a voice for a message. */
export interface Carried {
  media: 'photo' | 'voice';
  content: Uint8Array<ArrayBuffer>;
  /** What a photo shows. */
  text: string;
  /** Of a voice: the media type, how loud, how long. */
  type?: string;
  wave?: number[];
  duration_s?: number;
  width?: number;
  height?: number;
}
/** What a message that waits carries, as its reader will see it. */
function carried(item: Item): Pick<Message, 'kind' | 'attachment'> {
  const { attachment: id, kind } = item.body as { attachment?: Id; kind?: Message['kind'] };
  if (!id || !kind) return { kind: 'text' };
  const sent = [...outbox.landed, ...outbox.items].find((q) => q.kind === 'attachment' && q.target === id);
  const { text, wave, duration_s, width, height } = (sent?.body ?? {}) as Partial<Carried>;
  const of = { alt: text ?? '', wave, duration_s, width, height };
  return { kind, attachment: { id, kind, ...(of as object) } };
}

interface Kept {
  threads: Thread[];
  thread: Id;
  messages: Message[];
  people?: Person[];
  /** Whether older ones than these are on the server; missing where an earlier version kept them. */
  more?: boolean;
}

/** A message on screen; `waiting` ones are still in the outbox. */
export interface ShownMessage extends Message {
  outbox?: 'waiting' | 'failed' | 'conflict' | 'unproven';
}

export class Conversation {
  #threads = $state.raw<Thread[]>([]);
  #thread = $state<Id>();
  #messages = $state.raw<Message[]>([]);
  #people = $state.raw<Person[]>([]);
  #more = $state(false);
  #state = $state<'starting' | 'ready' | 'failed'>('starting');
  #problem = $state.raw<ApiError>();
  #view = $derived.by(() => this.#merge());

  constructor(
    readonly plan: Id,
    /** Undefined: the citizen–consultant thread, whatever its id. */
    readonly wanted: Id | undefined,
  ) {}

  get threads(): readonly Thread[] {
    return this.#threads;
  }
  /** The id of the thread shown, once known. */
  get thread(): Id | undefined {
    return this.#thread;
  }
  get current(): Thread | undefined {
    return this.#threads.find((t) => t.id === this.#thread);
  }
  /** Oldest first, with what waits at the end. */
  get messages(): readonly ShownMessage[] {
    return this.#view;
  }
  /** There are older ones on the server. */
  get more(): boolean {
    return this.#more;
  }
  get state(): 'starting' | 'ready' | 'failed' {
    return this.#state;
  }
  get problem(): ApiError | undefined {
    return this.#problem;
  }

  /** The plan with all who write here: whoever answers for the consultant stands nowhere else in it. */
  naming(plan: Plan): Plan {
    const more = this.#people.filter((w) => !plan.people.some((p) => p.id === w.id));
    return more.length ? { ...plan, people: [...plan.people, ...more] } : plan;
  }

  #merge(): ShownMessage[] {
    const known = new Set(this.#messages.map((m) => m.id));
    const waiting = outbox.items.filter(
      (item) =>
        item.kind === 'message' &&
        item.plan === this.plan &&
        !known.has(item.target) &&
        (item.body.thread === this.#thread || (item.body.thread === undefined && this.wanted === undefined)),
    );
    return [
      ...this.#messages,
      ...waiting.map((item): ShownMessage => ({
        id: item.target,
        at: new Date(item.at).toISOString(),
        from: item.user,
        text: String(item.body.text),
        ...carried(item),
        ...(item.body.mood !== undefined && { mood: item.body.mood as Mood }),
        ...(item.body.translation !== undefined && { translation: item.body.translation as Translated }),
        outbox: item.state,
      })),
    ];
  }

  #count(): void {
    unread.count = this.#threads.reduce((sum, thread) => sum + thread.unread, 0);
  }

  #name = () => `messages/${this.plan}/${this.wanted ?? 'consultant'}`;

  async start(): Promise<void> {
    const user = session.me?.person.id;
    const kept = user && session.mayKeep ? await recall<Kept>(user, this.#name()) : undefined;
    if (kept && this.#state === 'starting') {
      this.#threads = kept.threads;
      this.#thread = kept.thread;
      this.#messages = kept.messages;
      this.#people = kept.people ?? [];
      this.#more = kept.more ?? true;
      this.#state = 'ready';
    }
    await this.pull();
  }

  /** Fetches the newest page; never throws. */
  async pull(): Promise<void> {
    try {
      const page = await listMessages(this.plan, {
        limit: PAGE,
        ...(this.wanted !== undefined && { thread: this.wanted }),
      });
      const first = page.messages[0];
      // Older pages that were opened stay above the fresh one, with what became of them meanwhile.
      const known = first ? this.#messages.findIndex((m) => m.id === first.id) : -1;
      const older =
        known > 0
          ? this.#messages.slice(0, known).map((m) => page.changed?.find((c) => c.id === m.id) ?? m)
          : [];
      this.#threads = page.threads;
      this.#thread = page.thread;
      this.#people = page.people;
      this.#messages = [...older, ...page.messages];
      if (!older.length) this.#more = page.more;
      this.#state = 'ready';
      this.#problem = undefined;
      this.#count();
      if (this.wanted === undefined) unread.ofPeople = page.of_people ?? 0;
      const user = session.me?.person.id;
      if (user && session.mayKeep)
        await keep(user, this.#name(), {
          threads: page.threads,
          thread: page.thread,
          messages: page.messages,
          people: page.people,
          more: page.more,
        } satisfies Kept);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.#problem = problem;
      // It is not there for this person any more: nothing of it stays, on the page or on the phone.
      const gone = problem.status === 404;
      if (gone) {
        this.#threads = this.#messages = [];
        await forget(session.me?.person.id ?? '', this.#name());
      }
      if (gone || this.#state === 'starting') this.#state = 'failed';
    }
  }

  #fetching: Promise<void> | undefined;
  /** Fetches the page before the oldest one that is known, once for all who ask meanwhile. @throws ApiError */
  older(): Promise<void> {
    return (this.#fetching ??= this.#before().finally(() => (this.#fetching = undefined)));
  }
  async #before(): Promise<void> {
    const first = this.#messages[0];
    if (!first || !this.#thread) return;
    const page = await listMessages(this.plan, { thread: this.#thread, before: first.id, limit: PAGE });
    this.#people = [...this.#people, ...page.people];
    this.#messages = [...page.messages, ...this.#messages];
    this.#more = page.more;
  }

  /** The message to show in its place; whoever shows the conversation goes there. */
  sought = $state<Id>();

  /** Puts a message in the outbox: it is on screen at once and leaves when there is net. */
  async send(text: string, more: { mood?: Mood; translation?: Translated } = {}): Promise<void> {
    const id = newId();
    await write({
      plan: this.plan,
      kind: 'message',
      target: id,
      key: id,
      body: { text, ...more, ...(this.wanted !== undefined && { thread: this.wanted }) },
    });
  }

  /** Puts a photo or a voice in the outbox, and the message that carries it behind it. @throws when the phone is full. */
  async sendWith({ content, ...said }: Carried): Promise<void> {
    const file = newId();
    const id = newId();
    const thread = this.#thread ?? this.wanted;
    const { plan } = this;
    const on = { kind: 'thread', ...(thread !== undefined && { id: thread }) };
    await write({ plan, kind: 'attachment', target: file, body: { on, ...said }, content });
    const body = { text: '', attachment: file, kind: said.media, ...(thread !== undefined && { thread }) };
    await write({ plan, kind: 'message', target: id, key: id, body, needs: [`attachment/${file}`] });
  }

  /** Shows at once what became of a message, also of one that is older than the newest page. */
  change(id: Id, to: Partial<Message>): void {
    this.#messages = this.#messages.map((m) => (m.id === id ? { ...m, ...to } : m));
  }

  /** Tells the server that everything on screen has been read. Without net the next visit tells it. */
  async markRead(): Promise<void> {
    const last = this.#messages.at(-1);
    if (!last || !this.#thread || !this.current?.unread) return;
    try {
      await markMessagesRead(this.plan, this.#thread, last.id);
      this.#threads = this.#threads.map((t) => (t.id === this.#thread ? { ...t, unread: 0 } : t));
      this.#count();
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
    }
  }
}

const open = new Map<string, Conversation>();

/** The conversation, live from now on; without `thread` the one with the consultant. */
export function openConversation(plan: Id, thread?: Id): Conversation {
  const name = `${plan}/${thread ?? ''}`;
  let found = open.get(name);
  if (!found) {
    startMessages();
    found = standing(() => new Conversation(plan, thread));
    open.set(name, found);
    void found.start();
  }
  return found;
}

let wired = false;
/** Wires the conversations to the live stream, the outbox and the end of the session. */
function startMessages(): void {
  if (wired) return;
  wired = true;
  whenWiped(() => {
    open.clear();
    unread.count = unread.ofPeople = 0;
  });
  const reload = (plan: Id) => {
    for (const conversation of open.values()) if (conversation.plan === plan) void conversation.pull();
  };
  whenTaken((item) => {
    if (item.kind === 'message') reload(item.plan);
  });
  onLive((event) => {
    if (event.type === 'message') reload(event.plan);
    else if (event.type === 'back' || event.type === 'stood')
      for (const conversation of open.values()) void conversation.pull();
  });
}
