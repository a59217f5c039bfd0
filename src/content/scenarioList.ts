/** A file of a built-in scenario: `scenarios/STEM.yaml`, by the name that it has in the document. */
export interface ListedFile {
  readonly stem: string;
  readonly name: string;
}

/** What is said of a built-in scenario; its texts come later. Its title is that of its Scenario document, its idea the first sentence there. */
export interface ListedScenario {
  readonly id: string;
  readonly title: string;
  readonly idea: string;
  readonly files: readonly ListedFile[];
}

/** Scenarios about one thing. */
export interface Shelf {
  readonly heading: string;
  readonly scenarios: readonly ListedScenario[];
}

const file = (stem: string, name: string): ListedFile => ({ stem, name: `${name}.yaml` });

/** All of it in one file. */
const alone = (id: string, title: string, idea: string): ListedScenario => ({
  id,
  title,
  idea,
  files: [file(id, id)],
});

/** The rungs of the ladder differ in one file: namespaces and policies. The workloads are the same. */
const rung = (id: string, title: string, idea: string): ListedScenario => ({
  id,
  title,
  idea,
  files: [file(id, id), file('ladder-workloads', 'workloads')],
});

/** What is special about it in one file, the four workloads that many have in common in another. */
const withCast = (id: string, title: string, idea: string): ListedScenario => ({
  id,
  title,
  idea,
  files: [file(id, id), file('cast', 'workloads')],
});

/** Likewise, with the namespaces in the first file: they say which workloads have sidecars, which ztunnel, and which neither. */
const inAmbient = (id: string, title: string, idea: string): ListedScenario => ({
  id,
  title,
  idea,
  files: [file(id, id), file('ambient-cast', 'workloads')],
});

/** Every built-in scenario, in the order of the course. */
export const shelves: readonly Shelf[] = [
  {
    heading: 'The story of a blocked request',
    scenarios: [
      alone(
        'shop-and-payments',
        'Shop and payments',
        "Payments guards its doors: only the shop's frontend may call its backend, and everybody else is stopped at the gate.",
      ),
    ],
  },
  {
    heading: 'From open to Zero Trust',
    scenarios: [
      rung(
        'ladder-plain-kubernetes',
        'Ladder 1: plain Kubernetes',
        'No mesh: every pod reaches every other, in plaintext, and nobody can tell who calls.',
      ),
      rung(
        'ladder-istio-as-installed',
        'Ladder 2: Istio as installed',
        'Sidecars and not one policy: traffic is encrypted, every caller has an identity, and nothing asks for it.',
      ),
      rung(
        'ladder-zero-trust',
        'Ladder 3: Zero Trust',
        'Nothing is allowed until a policy allows it: mTLS only, one policy that allows nothing, one for each call that is wanted.',
      ),
      withCast(
        'network-policy-drops',
        'NetworkPolicy drops in silence',
        'What a NetworkPolicy does not let in is dropped between the pods: no proxy sees it, and the caller waits.',
      ),
    ],
  },
  {
    heading: 'mTLS and identity',
    scenarios: [
      withCast(
        'strict-meets-plaintext',
        'STRICT meets plaintext',
        'Payments takes mTLS only: sidecars speak it without being told, and whoever has none is reset.',
      ),
      withCast(
        'port-level-mtls',
        'mTLS by port, and by the wrong port',
        "portLevelMtls counts in ports of the pod: an exception for the Service's port is an exception for nothing.",
      ),
      withCast(
        'client-and-server-disagree',
        'Client and server disagree',
        'A DestinationRule says what the client speaks, whatever the server takes: an empty tls block means plaintext.',
      ),
      withCast(
        'trust-domain-alias',
        'The mesh that changed its name',
        'The mesh has a new trust domain: certificates of the old one get in by an alias, those of strangers do not.',
      ),
      alone(
        'certificates-over-time',
        'Certificates over time',
        'istiod went away last night: some proxies had just renewed their certificate, one has run out, a new pod gets none.',
      ),
    ],
  },
  {
    heading: 'Who may call whom',
    scenarios: [
      withCast(
        'open-until-the-first-allow',
        'Open until the first ALLOW',
        'Istio allows by default, until the first ALLOW policy selects a workload and shuts it for everybody it does not name.',
      ),
      withCast(
        'deny-beats-allow',
        'DENY beats ALLOW',
        'A DENY rule that matches ends the search, even where an ALLOW policy names the same caller.',
      ),
      withCast(
        'the-extra-dash',
        'The extra dash',
        'One dash too many makes two rules of one, and either of them is enough to get in.',
      ),
      withCast(
        'http-rule-on-a-tcp-port',
        'An HTTP rule on a TCP port',
        'On a TCP port nobody reads methods and paths: ALLOW rules that ask for them allow nothing, DENY rules deny more.',
      ),
      withCast(
        'two-blockers',
        'Two doors, both shut',
        'A request stops at the first door that is shut, and whoever opens it meets the next one.',
      ),
      withCast(
        'checked-is-not-required',
        'Checked is not required',
        'A RequestAuthentication refuses a bad token and lets a request without one through.',
      ),
      withCast(
        'ask-somebody-else',
        'Ask somebody else',
        'A CUSTOM policy hands the decision to an external authorizer: its no is a no, and so is its silence.',
      ),
      alone(
        'token-and-authorizer',
        'The token and the authorizer',
        "A website passes people's tokens on: bad ones are refused, missing ones are not, and refunds are decided elsewhere.",
      ),
    ],
  },
  {
    heading: 'Where a pod may go',
    scenarios: [
      withCast(
        'sidecar-is-no-firewall',
        'A Sidecar resource is no firewall',
        'A Sidecar resource narrows what a proxy knows, not where it goes: under ALLOW_ANY it goes there all the same.',
      ),
      withCast(
        'malicious-site-open',
        'malicious-site.com: the open road',
        'As installed, every pod may send to the whole Internet, and all that remains of it is a line in a log.',
      ),
      withCast(
        'malicious-site-black-hole',
        'malicious-site.com: the black hole',
        'Under REGISTRY_ONLY a sidecar sends only to hosts that the mesh knows; others end in a 502 or in the black hole.',
      ),
      withCast(
        'github-by-service-entry',
        'api.github.com:443, by ServiceEntry',
        'A ServiceEntry opens one host on one port, api.github.com:443, where all else outside is closed.',
      ),
      withCast(
        'github-by-egress-gateway',
        'api.github.com:443, by the egress gateway',
        'What leaves the mesh leaves through one gateway, as long as it asks a sidecar for the way.',
      ),
      withCast(
        'malicious-site-one-way-out',
        'malicious-site.com: one way out',
        'An egress gateway for the routes and a NetworkPolicy for the packets leave a single way out.',
      ),
    ],
  },
  {
    heading: 'Ways in, and ways that end',
    scenarios: [
      alone(
        'front-and-back-door',
        'The front door and the back door',
        'An ingress gateway lets browsers in, an egress gateway lets one workload out, each a hop with policies of its own.',
      ),
      withCast(
        'wrong-name-at-the-gateway',
        'The wrong name at the gateway',
        'A gateway knows names and nothing else: without a Gateway for the server name or a route for the Host, it is the end.',
      ),
      withCast(
        'routes-that-lead-nowhere',
        'Routes that lead nowhere',
        'A 503 or a 404 without a policy is the work of routes: no pod, no subset, no match, or a fault that somebody left in.',
      ),
      withCast(
        'knocking-at-a-wall',
        'Knocking at a wall',
        'Much that fails never comes to a policy: names that do not resolve, ports where nothing listens, bytes nobody can read.',
      ),
    ],
  },
  {
    heading: 'Without sidecars: ambient mode',
    scenarios: [
      inAmbient(
        'ambient-ztunnel-alone',
        'Ambient: ztunnel alone',
        'The ztunnel on each node speaks mTLS for its pods and knows who calls, but it reads no HTTP.',
      ),
      inAmbient(
        'ambient-service-waypoint',
        'Ambient: a waypoint for a Service',
        'A waypoint reads HTTP for the Services of payments and enforces what is bound to them by targetRefs.',
      ),
      inAmbient(
        'ambient-workload-waypoint',
        'Ambient: a waypoint for Services and pods',
        'A waypoint for all traffic takes what is meant for pods, too, and ztunnel there lets in nobody but the waypoint.',
      ),
      inAmbient(
        'ambient-beside-sidecars',
        'Ambient: beside sidecars',
        'Sidecars and ztunnels speak the same tunnel, so identities hold in both directions.',
      ),
      inAmbient(
        'ambient-front-door',
        'Ambient: from the gateway to a waypoint',
        'A gateway calls pods directly, past their waypoint, unless the Service says istio.io/ingress-use-waypoint.',
      ),
      inAmbient(
        'ambient-strict-with-a-hole',
        'Ambient: STRICT with a hole',
        'The mesh is STRICT and one port of backend is to take plaintext, but in ambient mode all of its ports do.',
      ),
    ],
  },
];

/** All of them; the first is what people see first. */
export const listedScenarios: readonly ListedScenario[] = shelves.flatMap(({ scenarios }) => scenarios);
