/** A file in an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly text: string;
}

const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
/** Names are UTF-8. */
const flags = 0x0800;
const deflated = 8;
/** 1 January 1980, the first day that the format knows: the same files are the same archive. */
const date = 0x21;

/** Packs texts into a zip archive (PKWARE's APPNOTE: local headers, central directory, its end). */
export async function zip(entries: readonly ZipEntry[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const { path, text } of entries) {
    const name = new TextEncoder().encode(path);
    const bytes = new TextEncoder().encode(text);
    const data = await deflate(bytes);
    const about = [20, flags, deflated, 0, date] as const;
    const sizes = [crc32(bytes), data.length, bytes.length] as const;
    parts.push(
      record([
        [4, [local]],
        [2, about],
        [4, sizes],
        [2, [name.length, 0]],
      ]),
      bytesOf(name),
      bytesOf(data),
    );
    const header = record([
      [4, [central]],
      [2, [20, ...about]],
      [4, sizes],
      [2, [name.length, 0, 0, 0, 0]],
      [4, [0, offset]],
    ]);
    directory.push(header, bytesOf(name));
    offset += 30 + name.length + data.length;
    directorySize += 46 + name.length;
  }
  const count = entries.length;
  const tail = record([
    [4, [end]],
    [2, [0, 0, count, count]],
    [4, [directorySize, offset]],
    [2, [0]],
  ]);
  return new Blob([...parts, ...directory, tail], { type: 'application/zip' });
}

type Field = readonly [width: 2 | 4, values: readonly number[]];

/** Numbers of two or four bytes after each other, the low byte first. */
function record(fields: readonly Field[]): ArrayBuffer {
  const length = fields.reduce((sum, [width, values]) => sum + width * values.length, 0);
  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  for (const [width, values] of fields) {
    for (const value of values) {
      if (width === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += width;
    }
  }
  return view.buffer;
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytesOf(bytes)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function bytesOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** The checksum of the format: CRC-32, reflected. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
