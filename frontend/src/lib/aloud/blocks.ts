/** What there is to read aloud on a page, piece by piece, as it stands. */
export interface Block {
  element: HTMLElement;
  text: string;
  /** The language that the piece is in. */
  lang: string;
}

/** What is read in one go. */
const PIECE = 'h1,h2,h3,h4,p,li,dt,dd,th,td,legend,label,summary,figcaption,button,a.btn,img,div';
/** What is not for the ears: drawings beside words, what is only said to screen readers, and the buttons on each message. */
const SILENT =
  '[aria-hidden="true"],.visually-hidden,script,style,textarea,select,option,[role="log"] :is(button,summary),[data-aloud-bar]';

const seen = (element: HTMLElement): boolean =>
  element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;

/** The pieces under a root, in reading order; what is hidden or folded away is not among them. */
export function blocksOf(root: HTMLElement): Block[] {
  const blocks: Block[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const picture = node instanceof HTMLImageElement ? node : undefined;
    const text = (picture ? picture.alt : node instanceof Text ? node.data : '').replace(/\s+/g, ' ').trim();
    const parent = picture ?? node.parentElement;
    if (!text || !parent || parent.closest(SILENT) || !seen(parent)) continue;
    const element = parent.closest<HTMLElement>(PIECE) ?? root;
    const lang = parent.closest<HTMLElement>('[lang]')?.lang ?? '';
    const last = blocks.at(-1);
    if (last?.element === element && last.lang === lang) last.text += ` ${text}`;
    else blocks.push({ element, text, lang });
  }
  return blocks;
}

/** A voice is lost in the middle of long texts in some browsers, so it gets a sentence at a time. */
export function sentences(text: string, lang: string): string[] {
  const parts =
    'Segmenter' in Intl
      ? [...new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)].map((part) => part.segment)
      : text.split(/(?<=[.!?])\s+/);
  return parts.map((part) => part.trim()).filter(Boolean);
}
