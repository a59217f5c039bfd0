// Moving pictures from still ones. The browser writes stills as WebP; put together they are one animated WebP.
// The container: https://developers.google.com/speed/webp/docs/riff_container

/**
 * A PNG as WebP, written by the browser.
 * @param {import('@playwright/test').Page} page any page
 * @param {Buffer} png
 * @param {number} quality from 0 to 1
 */
export async function toWebp(page, png, quality) {
  const url = await page.evaluate(
    async ({ data, q }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', q);
    },
    { data: png.toString('base64'), q: quality },
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/**
 * One animated WebP that goes round for ever.
 * @param {readonly { webp: Buffer, ms: number }[]} frames of one size
 * @param {{ width: number, height: number }} size
 */
export function animate(frames, { width, height }) {
  const head = Buffer.alloc(10);
  head.writeUInt8(0x02, 0); // it is animated
  head.writeUIntLE(width - 1, 4, 3);
  head.writeUIntLE(height - 1, 7, 3);
  // Background and number of rounds: none, without end.
  const rounds = Buffer.alloc(6);
  const pictures = frames.map(({ webp, ms }) => {
    const place = Buffer.alloc(16);
    place.writeUIntLE(width - 1, 6, 3);
    place.writeUIntLE(height - 1, 9, 3);
    place.writeUIntLE(ms, 12, 3);
    place.writeUInt8(0x02, 15); // drawn over, not blended
    return chunk('ANMF', Buffer.concat([place, pictureOf(webp)]));
  });
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', head), chunk('ANIM', rounds), ...pictures]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), size, body]);
}

/**
 * The chunk of a still that holds its picture.
 * @param {Buffer} webp
 */
function pictureOf(webp) {
  for (let at = 12; at + 8 <= webp.length; ) {
    const name = webp.toString('latin1', at, at + 4);
    const length = webp.readUInt32LE(at + 4);
    if (name === 'VP8 ' || name === 'VP8L') return webp.subarray(at, at + 8 + length + (length % 2));
    at += 8 + length + (length % 2);
  }
  throw new Error('no picture in this WebP');
}

/**
 * @param {string} name
 * @param {Buffer} data
 */
function chunk(name, data) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), size, data, Buffer.alloc(data.length % 2)]);
}
