import { fonts, inks } from './draw.ts';

/** A picture that needs nothing from this page: one SVG, with its size. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const namespace = 'http://www.w3.org/2000/svg';
const margin = 24;
const sharpness = 2; // pixels of a PNG for each of the picture's
const largest = 8192; // what every browser takes as a canvas, in pixels

/** Sets a drawing below its title and the sentence of the verdict. */
export function framed(
  drawing: SVGSVGElement,
  size: { width: number; height: number },
  title: string,
  sentence: string,
): Picture {
  const color = inks();
  const width = Math.ceil(Math.max(size.width, Math.min(480, innerWidth - 100)) + 2 * margin);
  const lines = broken(sentence, Math.floor((width - 2 * margin) / 7.2));
  const top = margin + 22 + lines.length * 20 + 16;
  const height = Math.ceil(top + size.height + margin);
  const svg = document.createElementNS(namespace, 'svg');
  const box = { width: String(width), height: String(height), viewBox: `0 0 ${width} ${height}` };
  set(svg, { ...box, role: 'img', 'font-family': fonts });
  svg.append(shape('title', {}, `${title}. ${sentence}`), shape('rect', { ...box, fill: color('surface') }));
  svg.append(
    shape('text', { x: margin, y: margin + 16, 'font-size': 18, 'font-weight': 650, fill: color('ink') }, title),
  );
  for (const [index, line] of lines.entries()) {
    const at = { x: margin, y: margin + 42 + index * 20 };
    svg.append(shape('text', { ...at, 'font-size': 14, fill: color('ink-2') }, line));
  }
  set(drawing, { x: Math.round((width - size.width) / 2), y: top, width: size.width, height: size.height });
  drawing.style.removeProperty('max-width');
  drawing.style.removeProperty('background-color');
  svg.append(drawing);
  return { svg: new XMLSerializer().serializeToString(svg), width, height };
}

/** Reads SVG text as an element with its natural size. */
export function parsed(text: string): { drawing: SVGSVGElement; size: { width: number; height: number } } {
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (!(documentElement instanceof SVGSVGElement)) throw new Error('not a drawing');
  const [, , width = 0, height = 0] = (documentElement.getAttribute('viewBox') ?? '').split(/[ ,]+/).map(Number);
  return { drawing: document.importNode(documentElement, true), size: { width, height } };
}

export function dataAddress({ svg }: Picture): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** The picture in pixels. */
export async function asPng(picture: Picture): Promise<Blob> {
  const image = new Image();
  image.src = dataAddress(picture);
  await image.decode();
  const scale = Math.min(sharpness, largest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}

function broken(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element. */
export function shape(name: string, attributes: Attributes, text = ''): SVGElement {
  const element = document.createElementNS(namespace, name);
  set(element, attributes);
  element.textContent = text;
  return element;
}

function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
