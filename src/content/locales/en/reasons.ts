/** Why automatic mTLS sends plaintext, by the engine's word for it. */
const reasons: ReadonlyMap<string, (server: string) => string> = new Map(
  Object.entries({
    endpointHasNoSidecar: (server: string) => `${server} has no sidecar`,
    endpointDisabled: (server: string) => `mTLS is \`DISABLE\` on this port of ${server}`,
    namespaceDisabled: (server: string) => `mTLS is \`DISABLE\` in the namespace of ${server}`,
    headlessMixed: (server: string) => `not every pod behind ${server} has a sidecar`,
    noKnownEndpoint: (server: string) => `no pod is known behind ${server}`,
    ruleElsewhere: () => 'a DestinationRule turns automatic mTLS off for another part',
    off: () => 'automatic mTLS is off in the mesh',
  }),
);

export function plaintextReasons(reason: string, server: string): string {
  return reasons.get(reason)?.(server) ?? `nothing tells it that ${server} is in the mesh`;
}
