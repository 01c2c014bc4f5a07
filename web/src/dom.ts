// Elements. Text goes in by textContent alone, so that no name or label can become markup.

export type Child = Node | string | null | undefined | false;
type Attributes = {[name: string]: string | number | boolean | undefined | ((event: never) => void)};

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value as unknown as EventListener);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(element, attributes, children);
  return element;
}

/** A colour of the style sheet, as the current scheme has it. */
export const color = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** A table that scrolls by itself where it is too wide, and can be scrolled by keys. */
export const scrolled = (label: string, table: HTMLElement): HTMLElement =>
  h('div', {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label}, table);

export const details = (summary: string, ...children: Child[]): HTMLDetailsElement =>
  h('details', {}, h('summary', {}, summary), ...children);

/** Makes a canvas `width` x `height` px, `density` dots to a px; draws in px from then on. */
export function penFor(canvas: HTMLCanvasElement, width: number, height: number, density: number):
    CanvasRenderingContext2D | null {
  canvas.width = width * density;
  canvas.height = height * density;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d');
  pen?.scale(density, density);
  if (pen) pen.font = '12px system-ui, sans-serif';
  return pen;
}
