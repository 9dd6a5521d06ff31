/**
 * A part that is fetched when it is first asked for. Asked again it is simply there: each `import()` costs a slow phone a
 * walk through all that the part stands on. What failed is tried anew.
 */
export function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let got: Promise<T> | undefined;
  return () =>
    (got ??= fetch().catch((problem: unknown) => {
      got = undefined;
      throw problem;
    }));
}
