import { expect, test } from 'vitest';
import type { Certificate } from '../../core/model/certificate.ts';
import { lifeOf } from './life.ts';

const certificate: Certificate = {
  identity: 'cluster.local/ns/a/sa/b',
  authority: 'cluster.local',
  root: null,
  source: null,
  issued: '2026-03-01T08:00:00Z',
  notBefore: '2026-03-01T07:58:00Z',
  notAfter: '2026-03-02T08:00:00Z',
  renews: '2026-03-01T20:00:00Z',
  at: '2026-03-01T14:00:00Z',
  expired: false,
};
const shape = (each: Certificate) => lifeOf(each).map(({ kind, place }) => [kind, place]);

test('a young certificate lies before its renewal, which lies in the middle', () => {
  expect(shape(certificate)).toEqual([
    ['issued', 0],
    ['now', 0.25],
    ['renewal', 0.5],
    ['end', 1],
  ]);
});

test('after its end the line goes on to the time at which it is shown; the renewal was missed', () => {
  expect(shape({ ...certificate, at: '2026-03-02T20:00:00Z', expired: true })).toEqual([
    ['issued', 0],
    ['missed', 1 / 3],
    ['end', 2 / 3],
    ['now', 1],
  ]);
});

test('years after its end its life still takes a third of the line', () => {
  expect(shape({ ...certificate, at: '2036-03-02T08:00:00Z', renews: null, expired: true })).toEqual([
    ['issued', 0],
    ['end', 1 / 3],
    ['now', 1],
  ]);
});
