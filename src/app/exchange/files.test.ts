import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decodeText.ts';
import { plainPath } from './gather.ts';
import { oneText } from './outFiles.ts';
import { crc32, zip } from './zip.ts';

describe('the text of a file', () => {
  it('is read as UTF-8, or as the UTF-16 that its mark announces', () => {
    const text = 'name: grün\r\n';
    expect(decodeText(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text);
    const little = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect(decodeText(little)).toBe(text);
    expect(decodeText(new Uint8Array(Buffer.from(little).swap16()))).toBe(text);
    expect(decodeText(new Uint8Array())).toBe('');
  });
});

describe('a path', () => {
  it.each([
    ['C:\\temp\\mesh\\a.yaml', 'temp/mesh/a.yaml'],
    ['/apps/../../etc/./a.yaml', 'apps/etc/a.yaml'],
    ['a\nb.yaml', 'a b.yaml'],
    ['..', ''],
  ])('%j is written %j', (path, plain) => {
    expect(plainPath(path)).toBe(plain);
  });
});

describe('files as one text', () => {
  it('are told apart by markers, each once', () => {
    const files = [
      { name: 'a', text: '# a\na: 1' },
      { name: 'b', text: '---\nb: 1\n' },
      { name: 'c', text: 'c: 1\n\n' },
    ];
    expect(oneText(files)).toBe('# a\na: 1\n---\nb: 1\n---\nc: 1\n');
  });
});

describe('an archive', () => {
  it('has the checksum of the format', () => {
    // The check value that catalogues of CRCs give for CRC-32.
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('holds every file where its directory says, compressed', async () => {
    const files = [
      { path: 'mesh/a.yaml', text: 'a: 1\n'.repeat(500) },
      { path: 'mesh/grün.yaml', text: '' },
    ];
    const bytes = Buffer.from(await (await zip(files)).arrayBuffer());
    const end = bytes.length - 22;
    expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
    expect(bytes.readUInt16LE(end + 10)).toBe(2);
    let at = bytes.readUInt32LE(end + 16);
    expect(at + bytes.readUInt32LE(end + 12)).toBe(end);
    for (const { path, text } of files) {
      expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
      const [packed, size, nameLength] = [
        bytes.readUInt32LE(at + 20),
        bytes.readUInt32LE(at + 24),
        bytes.readUInt16LE(at + 28),
      ];
      expect(bytes.toString('utf8', at + 46, at + 46 + nameLength)).toBe(path);
      const local = bytes.readUInt32LE(at + 42);
      expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
      const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const content = inflateRawSync(bytes.subarray(data, data + packed));
      expect(content.toString('utf8')).toBe(text);
      expect(content.length).toBe(size);
      expect(crc32(content)).toBe(bytes.readUInt32LE(at + 16));
      at += 46 + nameLength;
    }
  });
});
