/** Moves the keyboard's place without scrolling the page under people's eyes. */
export function focusOn(element: HTMLElement | null | undefined): void {
  element?.focus({ preventScroll: true });
}
/** For `{@attach}`-less use: focuses a node as soon as it is there. */
export function focusAtOnce(node: HTMLElement): void {
  node.focus();
}
