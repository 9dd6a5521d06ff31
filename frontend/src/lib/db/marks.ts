/** Small open facts about this browser: whose data lies here, and the like. Ids only, never words. */
const PREFIX = 'tavlen-mark-';
/** Where storage is closed to us the facts live as long as the page. */
const memory = new Map<string, string>();

export function getMark(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return memory.get(name);
  }
}
export function setMark(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    if (value === undefined) memory.delete(name);
    else memory.set(name, value);
  }
}
/** The marks whose names begin so, by the rest of the name. */
export function marksOf(kind: string): [rest: string, value: string][] {
  try {
    return Object.entries({ ...localStorage } as Record<string, string>)
      .filter(([key]) => key.startsWith(PREFIX + kind))
      .map(([key, value]) => [key.slice(PREFIX.length + kind.length), value]);
  } catch {
    return [];
  }
}
/** Under which name a mark lies, for those who listen to what other windows do. */
export const keyOfMark = (name: string): string => PREFIX + name;
/** How the app looks to others (`look`) is said of the phone, not of a person: it stays, as the icon does. */
export function clearMarks(): void {
  memory.clear();
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX) && key !== PREFIX + 'look') localStorage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
}
