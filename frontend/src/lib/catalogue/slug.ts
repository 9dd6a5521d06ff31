/**
 * The address of an entry without its name: FNV-1a (32 bits) of its code. The browser's history on a shared phone then
 * does not tell which help one looked at; it is no secret from whoever has the catalogue.
 */
export function slugOf(code: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < code.length; i++) hash = Math.imul(hash ^ code.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
