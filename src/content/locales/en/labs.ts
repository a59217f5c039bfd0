import type { LabFault, LabFix, PitfallCode } from '../../../core/model/lab.ts';

const code = (text: string): string => `\`${text}\``;

/** What is wrong, for the second hint: the idea, not the edit. */
const mistakes = {
  selectorTypo: () =>
    'Its selector has a typing mistake. It is for no workload at all, and a door without a policy is open.',
  policyInCallersNamespace: () =>
    'A policy is for workloads of its own namespace. This one is in the namespace of those who call.',
  denyWithoutSelector: () =>
    'Without a selector it is for every workload of the namespace. On a TCP port its paths are dropped, and what is left denies everything.',
  emptyPolicyLeft: () => 'An AuthorizationPolicy without rules allows nothing. Somebody has left one behind.',
  firstAllow: () => 'As soon as one ALLOW policy selects a workload, whatever it does not name is refused.',
  spiffePrefix: () => 'In policies, principals are written without `spiffe://`.',
  wrongNamespaceInPrincipal: () => 'A principal names the namespace of the caller, not that of the server.',
  accountTypo: () => 'Compare the ServiceAccount in the principal with that of the caller, letter by letter.',
  trustDomainWrong: () =>
    'A principal begins with the trust domain, which is `cluster.local` here. It is no DNS name of a service.',
  starInside: () =>
    'A star counts at the beginning or at the end of a value. In the middle it is a letter like others.',
  methodCase: () => 'Methods are compared letter by letter, and on the wire they are in capitals.',
  methodForgotten: () => 'The list of methods has one too few.',
  trailingSlash: () => 'With a slash at its end it is another path.',
  pathWithoutSlash: () => 'Every path begins with a slash.',
  pathWithoutStar: () => 'Only with a star at its end a value is for all paths below.',
  pathWithQuery: () => 'What stands after the question mark is no part of the path that policies see.',
  servicePortInRule: () => 'Rules count in ports of the pod. A sidecar never sees the port of the Service.',
  hostWithPort: () => 'On port 80 clients send the host without a port, and hosts are compared as they were sent.',
  httpRuleOnTcp: () => 'On a TCP port nobody reads methods. An ALLOW rule that asks for them is dropped.',
  extraDash: () => 'A dash too many makes two rules of one, and one rule is enough to get in.',
  denyTooWide: () => 'DENY is asked first, and this one is for more paths than it should be.',
  dryRunLeftOn: () => 'It is still on trial: it only says what it would have done.',
  actionForgotten: () => 'Where a policy does not say what it does, it is an ALLOW.',
  portByService: () => 'portLevelMtls counts in ports of the pod, not of the Service.',
  wrongRootNamespace: () => 'Only in the root namespace, `istio-system`, is it for the whole mesh.',
  selectorInRoot: () =>
    'In the root namespace a PeerAuthentication with a selector is for workloads there, not for the mesh.',
  exceptionLeft: () =>
    'An exception for one workload beats the rule of the mesh. This one is left from an old migration.',
  destinationRuleDisable: () => 'The server takes mTLS only, and this rule has its clients speak plaintext.',
  emptyTls: () => 'An empty `tls` block is not “as usual”: its mode is DISABLE.',
  subjectAltNameWrong: () => 'The client expects another name in the certificate than the server has.',
  noSidecar: () => 'Without a sidecar the caller speaks plaintext, and has no identity.',
  portNamedTcp: () =>
    'The name of a port says its protocol. On this one nobody reads HTTP, and ALLOW rules that ask for it are dropped.',
  issuerSlash: () => 'The issuer must equal the one in the token, letter by letter.',
  audienceWrong: () => 'Tokens are made for another audience than this rule takes.',
  claimMisspelt: () => 'The claim has another name in the tokens.',
  issuerAlone: () => 'A request principal is issuer, slash and subject. The issuer alone is nobody.',
  notRequired: () => 'That a token is checked does not mean that there must be one. A rule has to ask for it.',
  sidecarHosts: () => 'A Sidecar names every host that its proxies know. One namespace is missing.',
  exportToOwn: () => 'A dot exports it to its own namespace alone.',
  serviceEntryProtocol: () => 'The caller sends TLS to this port, and the proxy has been told to expect HTTP.',
  scopeForgetsOutside: () => 'A ServiceEntry counts only where the Sidecar knows its namespace.',
  networkWithoutDns: () => 'Whoever may not ask DNS knows no names.',
  networkServicePort: () => 'A NetworkPolicy counts in ports of the pod.',
  networkLabel: () => 'No namespace has that label. Kubernetes itself gives every one `kubernetes.io/metadata.name`.',
  providerMissing: () =>
    'No authorizer has that name: `extensionProviders` of the mesh says which there are. What nobody can be asked about is refused.',
  customTooWide: () => 'It asks the authorizer about more paths than it should, and that says no.',
  noWaypoint: () =>
    'A namespace meets a waypoint by its label. Without one there is only ztunnel, and a policy that is for a Service is enforced by nobody.',
  waypointForWorkloads: () =>
    'A waypoint says by a label what it is for. This one is for pods, and who calls the Service goes past it.',
  targetTypo: () => 'It is for a Service that there is not. The one that is meant is open.',
  ztunnelReadsNoHttp: () =>
    'A policy with a selector is for ztunnel, which reads no HTTP. Of an ALLOW rule that asks for methods nothing is left that lets anybody in.',
  gatewaySelector: () =>
    'A Gateway is for the proxies with its labels. No proxy has these, so that nobody listens at the front door.',
  gatewayHost: () =>
    'A Gateway lets in the hosts that it names, letter by letter. This name is not the one that people call.',
  routeForMeshOnly: () =>
    'A VirtualService without `gateways` is for calls inside the mesh. The gateway knows no route.',
  gatewayWithoutNamespace: () =>
    'A Gateway in another namespace is named with it. Without, the one that is meant is in the namespace of the VirtualService, and there is none.',
  gatewayPolicyElsewhere: () =>
    'A policy is for workloads of its own namespace. The gateway is in another one than this policy.',
  ambientException: () => 'An exception for one port beats the rule of the namespace: that port takes plaintext.',
} as const satisfies Record<PitfallCode, () => string>;

const fixes = {
  set: ({ field, good, bad }) => `At ${code(field)}, write ${code(good)} in place of ${code(bad)}.`,
  add: ({ field, good }) => `At ${code(field)}, ${code(good)} is missing. Put it in.`,
  remove: ({ field }) => `Take out ${code(field)}.`,
  delete: ({ kind, name }) => `Delete the ${kind} **${name}**.`,
} as const satisfies Record<LabFix, (fault: LabFault) => string>;

const where = ({ kind, namespace, name, fix, pitfall }: LabFault): string => {
  // Where it stands is the mistake.
  if (fix === 'delete') return `One resource too many is in the namespace **${namespace}**: of kind ${kind}.`;
  const misplaced = pitfall === 'policyInCallersNamespace' || pitfall === 'gatewayPolicyElsewhere';
  const place = misplaced || namespace === '' ? '' : `, in **${namespace}**`;
  return `Look at the ${kind} **${name}**${place}.`;
};

const exact = (fault: LabFault): string =>
  fault.pitfall === 'extraDash'
    ? 'In **' +
      fault.name +
      '**, make one rule of the two: write two spaces in place of the second dash and the space after it.'
    : fixes[fault.fix](fault);

const names = (callers: readonly string[]): string =>
  callers.length === 1 ? `${callers[0]}` : `${callers.slice(0, -1).join(', ')} and ${callers.at(-1)}`;

/** The words of break-fix labs. */
export const labWords = {
  section: 'Break-fix labs',
  lead: 'A mesh with one mistake in it, made anew from a number. Find the mistake, mend it, and open nothing else. Equal numbers give equal labs.',
  seed: 'Lab number',
  seedHint: 'From 1 to 999999.',
  start: 'Start this lab',
  fresh: 'New lab',
  setOf: 'Class set: number of labs',
  setHint: 'From 2 to 50. Everybody who opens the link gets the same labs, in the same order.',
  copySet: 'Copy link of the set',
  startSet: 'Start the set',
  copied: 'The link is copied.',
  notCopied: 'The browser did not let it be copied. This is the link:',
  title: (seed: number): string => `Lab ${seed}`,
  place: (number: number, of: number): string => `${number} of ${of} in this set`,
  none: (seed: string): string => `There is no lab “${seed}”: numbers go from 1 to 999999, sets from 2 to 50.`,
  failed: 'This lab could not be made. Try another number.',
  making: 'A mesh is being made …',
  next: (seed: number): string => `Next: lab ${seed}`,
  lastOfSet: 'That was the last lab of this set.',
  solvedLabs: (count: number): string => `${count} ${count === 1 ? 'lab' : 'labs'} solved so far.`,
  closed: (caller: string, words: string, to: string): string =>
    `**${caller}** needs ${code(words)} at **${to}**, and does not get through any more. There is one mistake in this mesh. Find it, and let nobody else in.`,
  opened: (caller: string, words: string, to: string): string =>
    `**${caller}** gets through with ${code(words)} at **${to}**, and must not. There is one mistake in this mesh. Find it, and keep nobody else out.`,
  outside: (address: string): string => `somebody at ${address}`,
  outsideFirst: (address: string): string => `Somebody outside, at ${address},`,
  can: (caller: string, words: string, to: string): string => `${caller} can ${words} at ${to}`,
  cannot: (caller: string, words: string, to: string): string => `${caller} cannot ${words} at ${to}`,
  withToken: (goal: string, token: string): string => `${goal}, as ${token}`,
  nobodyBut: (callers: readonly string[], words: string, to: string): string =>
    callers.length === 0 ? `nobody else can ${words} at ${to}` : `nobody but ${names(callers)} can ${words} at ${to}`,
  hints: (fault: LabFault): readonly [string, string, string] => [
    where(fault),
    mistakes[fault.pitfall](),
    exact(fault),
  ],
} as const;
