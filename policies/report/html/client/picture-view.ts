/// <reference lib="dom" />
import Panzoom from '@panzoom/panzoom';
import { byId } from './elements';

/** The whole picture is shown first, as long as its letters can be read well: then its width, and at last a part. */
const READABLE = 0.85;
const LEAST = 0.5;

/** In pixels, between what is to be seen and the frame. */
const MARGIN = 16;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The part of the picture that is seen: by mouse, by touch, and by the keyboard. */
export class PictureView {
  private readonly panzoom: ReturnType<typeof Panzoom>;
  private readonly animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  /** Until the reader zooms or moves: then the picture stays where it was put. */
  private isFitted = true;
  private fittedWidth = 0;

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly viewport: HTMLElement,
  ) {
    this.fittedWidth = viewport.clientWidth;
    const { scale, x } = this.fitting();
    this.panzoom = Panzoom(svg, {
      canvas: true,
      origin: '0 0',
      minScale: 0.1,
      maxScale: 4,
      step: 0.25,
      animate: this.animate,
      duration: 150,
      startScale: scale,
      startX: x,
      // One finger scrolls the page past the picture.
      touchAction: 'pan-x pan-y',
      // The functions are links: they must hear of the mouse.
      excludeClass: 'pick',
    });
    svg.addEventListener('panzoomstart', () => {
      this.isFitted = false;
    });
    new ResizeObserver(() => this.refit()).observe(viewport);
    byId('zoom-in')?.addEventListener('click', () => this.zoom(1));
    byId('zoom-out')?.addEventListener('click', () => this.zoom(-1));
    byId('zoom-fit')?.addEventListener('click', () => this.showAll());
    viewport.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    viewport.addEventListener('keydown', (event) => this.onKey(event));
    // Not at the picture: an element of SVG that listens to the focus becomes a stop of the Tab key.
    viewport.addEventListener('focusin', ({ target }) => this.onFocus(target));
  }

  /** Brings the boxes into the frame, smaller if they have no room. Nothing to show leaves the picture as it is. */
  show(boxes: readonly SVGGraphicsElement[]): void {
    this.refit();
    const all = boxes.map((box) => box.getBBox());
    if (all.length === 0) return;
    const left = Math.min(...all.map(({ x }) => x));
    const right = Math.max(...all.map(({ x, width }) => x + width));
    const top = Math.min(...all.map(({ y }) => y));
    const bottom = Math.max(...all.map(({ y, height }) => y + height));
    const { clientWidth, clientHeight } = this.viewport;
    const scale = this.panzoom.getScale();
    const { x, y } = this.panzoom.getPan();
    const isSeen =
      (left + x) * scale >= 0 &&
      (top + y) * scale >= 0 &&
      (right + x) * scale <= clientWidth &&
      (bottom + y) * scale <= clientHeight;
    if (isSeen) return;
    const room = Math.min(
      (clientWidth - 2 * MARGIN) / (right - left),
      (clientHeight - 2 * MARGIN) / (bottom - top),
    );
    const wanted = Math.min(1, Math.max(LEAST, room));
    this.isFitted = false;
    this.panzoom.zoom(wanted, { animate: this.animate });
    this.panzoom.pan(MARGIN / wanted - left, MARGIN / wanted - top, { animate: this.animate });
  }

  /** The panel has taken a part of the width, or given it back. */
  private refit(): void {
    if (this.isFitted && this.viewport.clientWidth !== this.fittedWidth) this.showAll(false);
  }

  private showAll(animate = this.animate): void {
    this.isFitted = true;
    this.fittedWidth = this.viewport.clientWidth;
    const { scale, x } = this.fitting();
    this.panzoom.zoom(scale, { animate });
    this.panzoom.pan(x, 0, { animate });
  }

  private fitting(): { readonly scale: number; readonly x: number } {
    const { clientWidth, clientHeight } = this.viewport;
    const [width, height] = [this.svg.width.baseVal.value, this.svg.height.baseVal.value];
    const wide = Math.min(1, clientWidth / width);
    const scale = Math.max(LEAST, Math.min(wide, Math.max(READABLE, clientHeight / height)));
    return { scale, x: Math.max(0, (clientWidth / scale - width) / 2) };
  }

  private zoom(direction: 1 | -1): void {
    this.isFitted = false;
    if (direction > 0) this.panzoom.zoomIn();
    else this.panzoom.zoomOut();
  }

  /** Without Ctrl the wheel scrolls the page, also over the picture. */
  private onWheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    this.isFitted = false;
    this.panzoom.zoomWithWheel(event);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = event.target === this.viewport ? ARROWS[event.key] : undefined;
    if (event.key === '+' || event.key === '=') this.zoom(1);
    else if (event.key === '-') this.zoom(-1);
    else if (event.key === '0') this.showAll();
    else if (arrow) {
      const step = 60 / this.panzoom.getScale();
      this.isFitted = false;
      this.panzoom.pan(arrow[0] * step, arrow[1] * step, { relative: true });
    } else return;
    event.preventDefault();
  }

  /** A function that the keyboard reaches must be seen: nothing scrolls where a transform moves the picture. */
  private onFocus(target: EventTarget | null): void {
    if (!(target instanceof SVGElement) || !target.matches(':focus-visible')) return;
    this.viewport.scrollTo(0, 0);
    const [box, frame] = [target.getBoundingClientRect(), this.viewport.getBoundingClientRect()];
    const scale = this.panzoom.getScale();
    const x = shift(box.left, box.right, frame.left, frame.right);
    const y = shift(box.top, box.bottom, frame.top, frame.bottom);
    if (x !== 0 || y !== 0) this.panzoom.pan(x / scale, y / scale, { relative: true, animate: false });
  }
}

/** By how much the inner stretch must move to lie in the outer one. */
function shift(start: number, end: number, from: number, to: number): number {
  if (start < from) return from - start + MARGIN;
  return end > to ? to - end - MARGIN : 0;
}
