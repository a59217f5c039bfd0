import type { MtlsMode } from './trace.ts';

type Labels = Readonly<Record<string, string>>;

/** Whom a resource is for. */
export type PlainTargets =
  /** `where` null: in every namespace. */
  | { readonly kind: 'labels'; readonly labels: Labels; readonly where: string | null }
  | { readonly kind: 'namespace'; readonly where: string }
  | { readonly kind: 'mesh' }
  | {
      readonly kind: 'refs';
      readonly refs: readonly { readonly kind: string; readonly name: string }[];
      readonly where: string;
    }
  /** A PeerAuthentication of the root namespace with a selector. */
  | { readonly kind: 'nobody' };

/** A field of a rule: `methods`, `request.headers[x]`; `negated`: none of the values. */
export interface PlainField {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}
/** Fields that must all match. */
export type PlainEntry = readonly PlainField[];

/** Of `from` and of `to` one entry must match, none: any; of `when` every field. */
export interface PlainRule {
  readonly from: readonly PlainEntry[];
  readonly to: readonly PlainEntry[];
  readonly when: PlainEntry;
}

export interface PlainPort {
  readonly port: string;
  readonly mode: MtlsMode | 'UNSET';
}

export interface PlainProvider {
  /** Null: any issuer. */
  readonly issuer: string | null;
  readonly audiences: readonly string[];
  /** Where tokens are looked for; none: in the usual places. */
  readonly locations: readonly { readonly kind: 'header' | 'param' | 'cookie'; readonly name: string }[];
}

/** One rule of a NetworkPolicy: peers of which one must match, none: anybody; ports likewise. */
export interface PlainConnection {
  readonly peers: readonly PlainPeer[];
  readonly ports: readonly string[];
}
export type PlainPeer =
  | { readonly kind: 'range'; readonly cidr: string; readonly except: readonly string[] }
  /** `namespaces` null: that of the policy; no labels: all. Each label and condition as text. */
  | { readonly kind: 'pods'; readonly namespaces: readonly string[] | null; readonly pods: readonly string[] };

/** What a policy says, as terms; the words stand in `content/locales`. */
export type Plain =
  | {
      readonly kind: 'AuthorizationPolicy';
      readonly action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
      readonly dryRun: boolean;
      readonly provider: string;
      readonly targets: PlainTargets;
      readonly rules: readonly PlainRule[];
      /** Other ALLOW policies that are enforced on some of the same workloads. */
      readonly others: readonly string[];
    }
  | {
      readonly kind: 'PeerAuthentication';
      readonly targets: PlainTargets;
      readonly mode: MtlsMode | 'UNSET';
      /** The mode of the wider scope, which holds where this one says nothing. */
      readonly wider: MtlsMode;
      readonly ports: readonly PlainPort[];
    }
  | {
      readonly kind: 'RequestAuthentication';
      readonly targets: PlainTargets;
      readonly providers: readonly PlainProvider[];
    }
  | {
      readonly kind: 'Sidecar';
      readonly targets: PlainTargets;
      /** `namespace/host`; null: everything. */
      readonly hosts: readonly string[] | null;
      readonly outbound: string;
      /** Ports with what they carry; none: those of the Services. */
      readonly ingress: readonly string[];
    }
  | {
      readonly kind: 'ServiceEntry';
      readonly hosts: readonly string[];
      readonly addresses: readonly string[];
      /** `443 TLS` */
      readonly ports: readonly string[];
      readonly outside: boolean;
      readonly resolution: 'NONE' | 'STATIC' | 'DNS' | 'DYNAMIC_DNS';
      readonly endpoints: readonly string[];
      readonly selects: Labels | null;
      readonly exportTo: readonly string[];
      readonly namespace: string;
    }
  | {
      readonly kind: 'DestinationRule';
      readonly host: string;
      readonly clients: PlainTargets | null;
      readonly exportTo: readonly string[];
      readonly namespace: string;
      /** Null: automatic mTLS decides. */
      readonly tls: string | null;
      readonly ports: readonly { readonly port: string; readonly tls: string | null }[];
      readonly subsets: readonly { readonly name: string; readonly labels: Labels; readonly tls: string | null }[];
      /** Fields of the traffic policy that say nothing of security. */
      readonly more: readonly string[];
    }
  | {
      readonly kind: 'NetworkPolicy';
      readonly targets: PlainTargets;
      /** Conditions on the pods beyond labels, as text. */
      readonly expressions: readonly string[];
      readonly namespace: string;
      /** Null: this direction is not its business. */
      readonly ingress: readonly PlainConnection[] | null;
      readonly egress: readonly PlainConnection[] | null;
    };
