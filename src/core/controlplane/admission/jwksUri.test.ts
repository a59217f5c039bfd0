import { describe, expect, it } from 'vitest';
import { isJwksUri } from './jwksUri.ts';

describe('where keys are fetched (9.6, as Go reads it)', () => {
  it.each(
    [
      'http://h HTTPS://h:99999999/p https://[::1]:80?q http://h#f https://h:/ https:// https:///a https: https:a https:/a',
      'https:a:x https:/a:x https://u:p@a:80 https://u:p:q@a https://a%25b https://a?%zz https://a]b https://a<b',
      'https://[fe80::1%25en0] https://é https://a#x:y https://a;b',
    ].flatMap((line) => line.split(' ')),
  )('%s is a place', (uri) => {
    expect(isJwksUri(uri)).toBe(true);
  });

  it.each([
    ...[
      'ftp://h h https//h http://h:port/ http://h:80a xhttp://h //h :a https://a:-1 https://a:80:90 https://::1 https://[::1',
      'https://a/%zz https://a%zz/ https://a%20b https://a#%zz https://a|b https://a^b https://{a} https://[a] https://[1.2.3.4]',
      'https://a[b https://u[@a https://a:99999999999999999999 https://[::1]x',
    ].flatMap((line) => line.split(' ')),
    'https://a b',
    'https://a\tb',
    'https://a/\n',
  ])('%j is none', (uri) => {
    expect(isJwksUri(uri)).toBe(false);
  });
});
