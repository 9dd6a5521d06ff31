/**
 * Drags a thing by its grip, with finger, pen or mouse. Only a quicker way: what it does can be done on the sheet too.
 *
 * Lists are elements with `data-list` (an area, a goal) and `data-group` (what may lie in them); things are elements
 * inside whose `data-item` is that group. Escape lets go where it was.
 */
import './board.css';

export interface Drop {
  list: string;
  /** Place in the list, counted without the thing itself. */
  index: number;
}
export interface Grip {
  group: string;
  drop: (to: Drop) => void;
}

/** A finger that trembles is not a drag. */
const SLACK_PX = 8;
/** How near the edge of the window the page begins to follow, and how fast. */
const EDGE_PX = 90;
const SPEED_PX = 12;

export function drag(handle: HTMLElement, grip: Grip) {
  let options = grip;
  let item: HTMLElement | null = null;
  let start = { x: 0, y: 0, scroll: 0 };
  let pointer = { x: 0, y: 0 };
  let moving = false;
  let justMoved = false;
  let frame = 0;
  let marked: Element | undefined;
  let to: Drop | undefined;

  const mark = (next: Element | undefined) => {
    if (next === marked) return;
    marked?.removeAttribute('data-drop');
    next?.setAttribute('data-drop', '');
    marked = next;
  };
  function look() {
    const under = document.elementFromPoint(pointer.x, pointer.y);
    const list = under?.closest<HTMLElement>(`[data-group="${options.group}"]`);
    if (!list) {
      to = undefined;
      mark(undefined);
      return;
    }
    const others = [...list.querySelectorAll<HTMLElement>(`[data-item="${options.group}"]`)].filter(
      (other) => other !== item,
    );
    const index = others.findIndex((other) => {
      const box = other.getBoundingClientRect();
      return pointer.y < box.top + box.height / 2;
    });
    to = { list: list.dataset.list ?? '', index: index < 0 ? others.length : index };
    mark(others[index] ?? list);
  }
  function follow() {
    if (!moving || !item) return;
    const down = pointer.y > innerHeight - EDGE_PX ? 1 : pointer.y < EDGE_PX ? -1 : 0;
    if (down) scrollBy(0, down * SPEED_PX);
    const dy = pointer.y - start.y + scrollY - start.scroll;
    item.style.transform = `translate(${pointer.x - start.x}px, ${dy}px) rotate(1.5deg)`;
    look();
    frame = requestAnimationFrame(follow);
  }
  function end(drop: boolean) {
    cancelAnimationFrame(frame);
    removeEventListener('keydown', escape, true);
    mark(undefined);
    if (item) {
      item.style.transform = '';
      item.classList.remove('dragged');
    }
    const landed = drop && moving ? to : undefined;
    justMoved = moving;
    moving = false;
    item = null;
    to = undefined;
    if (landed) options.drop(landed);
  }
  function escape(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end(false);
  }

  function down(event: PointerEvent) {
    if (event.button !== 0 || !event.isPrimary) return;
    justMoved = false;
    item = handle.closest<HTMLElement>(`[data-item="${options.group}"]`);
    start = { x: event.clientX, y: event.clientY, scroll: scrollY };
    handle.setPointerCapture(event.pointerId);
  }
  function moved(event: PointerEvent) {
    if (!item) return;
    pointer = { x: event.clientX, y: event.clientY };
    if (moving || Math.hypot(pointer.x - start.x, pointer.y - start.y) < SLACK_PX) return;
    moving = true;
    item.classList.add('dragged');
    addEventListener('keydown', escape, true);
    follow();
  }
  const up = () => end(true);
  const cancel = () => end(false);
  /** The click that ends a drag is not a tap. */
  function click(event: MouseEvent) {
    if (!justMoved) return;
    justMoved = false;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  handle.classList.add('draggable');
  handle.addEventListener('pointerdown', down);
  handle.addEventListener('pointermove', moved);
  handle.addEventListener('pointerup', up);
  handle.addEventListener('pointercancel', cancel);
  handle.addEventListener('click', click, true);
  return {
    update: (next: Grip) => (options = next),
    // The listeners go with the handle; a drag under way ends where it was.
    destroy: cancel,
  };
}
