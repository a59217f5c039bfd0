import { describe, expect, it } from 'vitest';
import { conditionField } from './fields.ts';

const attribute = (key: string): unknown => {
  const field = conditionField(key);
  return typeof field === 'string' ? field : field.attribute;
};

describe('the key of a condition', () => {
  it('names a header in brackets, Host being the authority', () => {
    expect(attribute('request.headers[X-Id]')).toEqual(attribute('request.headers[x-id]'));
    expect(attribute('request.headers[Host]')).toEqual(attribute('request.headers[:authority]'));
    for (const key of ['request.headers', 'request.headers[]', 'request.headers[x', 'request.headersx]'])
      expect(attribute(key)).toBe('bad');
  });

  it('names a claim by a path of brackets', () => {
    expect(attribute('request.auth.claims[a][b]')).toMatchObject({ path: ['a', 'b'] });
    expect(attribute('request.auth.claims[a[b]')).toMatchObject({ path: ['a[b'] });
    for (const key of ['request.auth.claims', 'request.auth.claims[]', 'request.auth.claims.sub'])
      expect(attribute(key)).toBe('bad');
  });

  it('names the metadata of an Envoy filter', () => {
    expect(attribute('experimental.envoy.filters.network.mysql_proxy[db.table]')).toEqual({
      kind: 'metadata',
      filter: 'envoy.filters.network.mysql_proxy',
      key: 'db.table',
    });
    expect(attribute('experimental.envoy.filters.a[')).toBe('bad');
  });

  it('is unknown otherwise', () => {
    for (const key of ['', 'source.labels', 'experimental.other[a]', 'experimental.envoy.filters.a', 'toString'])
      expect(attribute(key)).toBe('unknown');
  });
});
