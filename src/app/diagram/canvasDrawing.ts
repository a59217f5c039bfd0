import { shape } from './picture.ts';

/** How an SVG element looks, wherever its style sheet is. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-dashoffset',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'visibility',
  'font-family',
  'font-size',
  'font-weight',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

const margin = 16;

/** What stands on the canvas at this moment as one drawing that needs neither style sheets nor this page. */
export function canvasDrawing(canvas: HTMLElement): {
  drawing: SVGSVGElement;
  size: { width: number; height: number };
} {
  const viewport = canvas.querySelector<HTMLElement>('.react-flow__viewport');
  const all = shape('g', {});
  if (viewport !== null) {
    const zoom = new DOMMatrix(getComputedStyle(viewport).transform).a || 1;
    const { left, top } = canvas.getBoundingClientRect();
    // On the screen the mesh is zoomed and moved; in the picture it has its own size.
    all.setAttribute('transform', `scale(${1 / zoom}) translate(${-left} ${-top})`);
    drawInto(all, viewport);
  }
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawing.append(all);
  const { x, y, width, height } = measured(drawing);
  const size = { width: Math.ceil(width + 2 * margin), height: Math.ceil(height + 2 * margin) };
  const box = { x: x - margin, y: y - margin, width: size.width, height: size.height };
  drawing.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
  drawing.prepend(shape('rect', { ...box, rx: 12, fill: getComputedStyle(canvas).backgroundColor }));
  return { drawing, size };
}

function measured(drawing: SVGSVGElement): DOMRect {
  drawing.style.cssText = 'position: absolute; visibility: hidden';
  document.body.append(drawing);
  const box = drawing.getBBox();
  drawing.remove();
  drawing.removeAttribute('style');
  return box;
}

function drawInto(target: SVGElement, element: Element): void {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || Number(style.opacity) === 0) return;
  if (element instanceof SVGSVGElement) {
    const group = shape('g', { transform: matrix(element.getScreenCTM()), opacity: style.opacity });
    for (const child of element.children) group.append(...copied(child, element.getScreenCTM()));
    target.append(group);
    return;
  }
  const group = shape('g', { opacity: style.opacity });
  group.append(...boxOf(element, style));
  for (const node of inPaintOrder(element)) {
    if (node instanceof Text) group.append(...linesOf(node, style));
    else if (node instanceof Element) drawInto(group, node);
  }
  if (group.childNodes.length > 0) target.append(group);
}

/** The library stacks its nodes by `z-index`. */
function inPaintOrder(element: Element): readonly Node[] {
  const height = (node: Node) => (node instanceof Element ? Number(getComputedStyle(node).zIndex) || 0 : 0);
  return [...element.childNodes].toSorted((a, b) => height(a) - height(b));
}

/** An SVG element with its looks written into it, and the place that style sheets and animations gave it. */
function copied(element: Element, outer: DOMMatrix | null): readonly Element[] {
  const style = getComputedStyle(element);
  if (style.display === 'none') return [];
  const copy = element.cloneNode(false);
  if (!(copy instanceof Element)) return [];
  for (const name of ['class', 'style', 'tabindex', 'id', 'role']) copy.removeAttribute(name);
  for (const name of looks) copy.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'"));
  const inner = element instanceof SVGGraphicsElement ? element.getScreenCTM() : outer;
  copy.removeAttribute('transform');
  if (inner !== null && outer !== null && element instanceof SVGGraphicsElement)
    copy.setAttribute('transform', matrix(DOMMatrix.fromMatrix(outer).inverse().multiply(inner)));
  // As wide as it is here, whatever font it is opened with.
  if (element instanceof SVGTextElement && element.children.length === 0 && element.textContent !== '') {
    copy.setAttribute('textLength', String(element.getComputedTextLength()));
    copy.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
  for (const node of element.childNodes) {
    if (node instanceof Text) copy.append(node.data);
    else if (node instanceof Element) copy.append(...copied(node, inner));
  }
  return [copy];
}

function matrix(of: DOMMatrix | null): string {
  if (of === null) return 'matrix(1 0 0 1 0 0)';
  return `matrix(${[of.a, of.b, of.c, of.d, of.e, of.f].map((value) => Math.round(value * 1e4) / 1e4).join(' ')})`;
}

/** What a box of the page is painted with. */
function boxOf(element: Element, style: CSSStyleDeclaration): readonly SVGElement[] {
  const { x, y, width, height } = element.getBoundingClientRect();
  const bordered = style.borderTopStyle !== 'none' && Number.parseFloat(style.borderTopWidth) > 0;
  const filled = !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
  if (width === 0 || height === 0 || (!filled && !bordered)) return [];
  const scale = element instanceof HTMLElement && element.offsetWidth > 0 ? width / element.offsetWidth : 1;
  const border = bordered
    ? { stroke: style.borderTopColor, 'stroke-width': Number.parseFloat(style.borderTopWidth) * scale }
    : {};
  const rx = Math.min(Number.parseFloat(style.borderTopLeftRadius) * scale || 0, height / 2);
  return [shape('rect', { x, y, width, height, rx, fill: filled ? style.backgroundColor : 'none', ...border })];
}

/** Text of the page, line by line, as wide as it stands there, whatever font it is opened with. */
function linesOf(text: Text, style: CSSStyleDeclaration): readonly SVGElement[] {
  const lines: { text: string; box: DOMRect }[] = [];
  for (const word of text.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (box.width === 0) continue;
    if (last === undefined || Math.abs(last.box.top - box.top) > 2) lines.push({ text: word[0], box });
    else {
      last.text += ` ${word[0]}`;
      last.box = new DOMRect(last.box.x, last.box.y, box.right - last.box.x, last.box.height);
    }
  }
  return lines.map(({ text: line, box }) => {
    const size = box.height / lineShare(style);
    const look = {
      fill: style.color,
      'font-family': style.fontFamily.replaceAll('"', "'"),
      'font-weight': style.fontWeight,
    };
    const fit = { textLength: box.width, lengthAdjust: 'spacingAndGlyphs' };
    return shape('text', { x: box.x, y: box.y + size * ascentShare(style), 'font-size': size, ...look, ...fit }, line);
  });
}

function metrics({ font }: CSSStyleDeclaration): TextMetrics | undefined {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return undefined;
  context.font = font;
  return context.measureText('x');
}

/** How high the letters of a font stand over their line, in parts of its size. */
function ascentShare(style: CSSStyleDeclaration): number {
  return (metrics(style)?.fontBoundingBoxAscent ?? 0) / Number.parseFloat(style.fontSize) || 0.92;
}

/** The height of a font, in parts of its size. */
function lineShare(style: CSSStyleDeclaration): number {
  const found = metrics(style);
  const height = found === undefined ? 0 : found.fontBoundingBoxAscent + found.fontBoundingBoxDescent;
  return height / Number.parseFloat(style.fontSize) || 1.2;
}
