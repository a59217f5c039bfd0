import { bool, duration, enumOf, list, map, num, obj, required, str, uint } from './dsl.ts';

const consistentHash = obj(
  {
    httpHeaderName: str('Header whose value is hashed.'),
    httpCookie: obj(
      {
        name: required(str('Name of the cookie.')),
        path: str('Path of the cookie, where the proxy makes one.'),
        ttl: duration('How long it lives. 0s: as long as the session.'),
        attributes: list(
          obj({ name: required(str('Name of the attribute.')), value: str('Its value.') }),
          'Further attributes of a cookie that the proxy makes.',
        ),
      },
      'Cookie whose value is hashed; the proxy makes one where there is none.',
    ),
    useSourceIp: bool('Hash the address of the sender.'),
    httpQueryParameterName: str('Query parameter whose value is hashed.'),
    ringHash: obj({ minimumRingSize: uint('Fewest virtual nodes on the ring.') }, 'Hash onto a ring.'),
    maglev: obj({ tableSize: uint('Size of the table.') }, 'Hash by Maglev.'),
    minimumRingSize: uint('Deprecated: see ringHash.'),
  },
  'Requests with the same hash go to the same endpoint.',
);

const failover = list(
  obj({ from: str('Region that the traffic comes from.'), to: str('Region it goes to instead.') }),
  'Where traffic goes once a region has no healthy endpoints.',
);
const failoverPriority = list(str('A label.'), 'Labels by which near endpoints are told from far ones, in this order.');

const localityLbSetting = obj(
  {
    distribute: list(
      obj({
        from: str('Locality of the sender: region/zone/subzone, or with `*`.'),
        to: map(uint('Share in per cent.'), 'Localities of endpoints, each with its share.'),
      }),
      'Shares of the traffic between localities.',
    ),
    failover,
    failoverPriority,
    enabled: bool('Whether localities count. Absent: as the mesh says.'),
  },
  'Preference for near endpoints.',
);

const zoneAwareLbSetting = obj(
  {
    failover,
    failoverPriority,
    enabled: bool('Whether zones count.'),
    minClusterSize: uint('With fewer endpoints than this, zones do not count.'),
  },
  'Preference for endpoints of the same zone.',
);

const warmup = obj(
  {
    duration: required(duration('How long an endpoint counts as new.')),
    minimumPercent: num('Share of the usual traffic that it begins with, in per cent.'),
    aggression: num('How the traffic grows: 1 evenly, above 1 slowly at first.'),
  },
  'Slow start of new endpoints.',
);

/** `loadBalancer` of a DestinationRule: how an endpoint is chosen. */
export const loadBalancer = obj(
  {
    simple: enumOf(
      ['UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST'],
      'The algorithm. PASSTHROUGH goes to the address that was dialled.',
    ),
    consistentHash,
    localityLbSetting,
    zoneAwareLbSetting,
    warmupDurationSecs: duration('Deprecated: see warmup.'),
    warmup,
  },
  'How an endpoint is chosen.',
);
