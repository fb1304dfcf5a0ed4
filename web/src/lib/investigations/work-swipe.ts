import type { Attachment } from 'svelte/attachments';

const FAR_ENOUGH_PX = 88;
const MEANT_PX = 12; // less may be the wobble of a tap or of scrolling

/**
 * Lets a finger push a row aside: to the right for one thing, to the left for the other. While it does,
 * `data-swipe` is there, and is `far` where letting go would do it.
 */
export function swipe(onright: () => void, onleft: () => void): Attachment<HTMLElement> {
  return (element) => {
    let start: { x: number; y: number } | undefined;
    let distance = 0;

    function move({ clientX, clientY }: PointerEvent): void {
      if (!start) return;
      const x = clientX - start.x;
      const isAcross = Math.abs(x) > MEANT_PX && Math.abs(x) > 2 * Math.abs(clientY - start.y);
      distance = isAcross || distance !== 0 ? x : 0;
      element.style.translate = distance === 0 ? '' : `${distance}px`;
      if (distance === 0) delete element.dataset['swipe'];
      else element.dataset['swipe'] = Math.abs(distance) < FAR_ENOUGH_PX ? '' : 'far';
    }

    function end(): void {
      const done = distance;
      start = undefined;
      distance = 0;
      element.style.translate = '';
      delete element.dataset['swipe'];
      if (done >= FAR_ENOUGH_PX) onright();
      if (done <= -FAR_ENOUGH_PX) onleft();
    }

    element.style.touchAction = 'pan-y'; // across, the finger is ours and not the browser's
    const listening = new AbortController();
    const { signal } = listening;
    const begin = ({ pointerType, clientX, clientY }: PointerEvent) => {
      if (pointerType === 'touch') start = { x: clientX, y: clientY };
    };
    element.addEventListener('pointerdown', begin, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', end, { signal });
    element.addEventListener('pointercancel', () => ((distance = 0), end()), { signal });
    return () => listening.abort();
  };
}
