import type { Infer } from './dsl.ts';
import { enumOf, map, naming, obj, startsAs } from './dsl.ts';
import { workloadSelector } from './selector.ts';

const mtls = startsAs(
  { mode: 'STRICT' },
  obj(
    {
      mode: enumOf(
        ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'],
        'STRICT: only mTLS. PERMISSIVE: mTLS or plaintext. DISABLE: no mTLS. UNSET: as the wider scope says.',
      ),
    },
    'What incoming connections must be.',
  ),
);

/** PeerAuthentication (security.istio.io): whether a workload accepts plaintext. */
export const peerAuthentication = obj({
  selector: workloadSelector,
  mtls,
  portLevelMtls: naming('podPort', map(mtls, 'Modes of single ports of the pod, by port number. Needs a selector.')),
});

export type PeerAuthenticationSpec = Infer<typeof peerAuthentication>;
