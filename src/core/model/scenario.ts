import type { SaidAuthorizer } from './authorizer.ts';
import type { SaidCertificate, SaidOutage } from './certificate.ts';
import type { Invariant } from './invariant.ts';
import type { Request } from './request.ts';
import type { WrittenChallenge } from './lesson.ts';
import type { JsonObject } from './json.ts';
import type { Token } from './token.ts';

/** One document: named YAML files. The text is the only truth. */
export interface HopwiseDocument {
  readonly files: readonly DocumentFile[];
}
export interface DocumentFile {
  readonly name: string;
  readonly text: string;
}

/** What the `kind: Scenario` document says (apiVersion hopwise.dev/v1). */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** RFC 3339: the time of day in this scenario. */
  readonly clock: string;
  /** Id of the request that opens; null = the first. */
  readonly opens: string | null;
  readonly requests: readonly Request[];
  /** Ids of the requests that the Zero Trust rung is to let through; null: nobody has said. */
  readonly wanted: readonly string[] | null;
  /** What must be true of the mesh, whatever is edited. */
  readonly invariants: readonly Invariant[];
  /** What there is to do in this mesh; null: nothing, or it cannot be read. */
  readonly challenge: WrittenChallenge | null;
  /** Tokens that requests carry as `${token:NAME}`. */
  readonly tokens: readonly Token[];
  /** What external authorizers answer. */
  readonly authorizers: readonly SaidAuthorizer[];
  /** When istiod cannot be reached; null: never. */
  readonly outage: SaidOutage | null;
  /** What is special about the certificates of some workloads. */
  readonly certificates: readonly SaidCertificate[];
  /** Node positions that a person has arranged. */
  readonly positions: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  /** MeshConfig on top of Istio's defaults (the `istio` ConfigMap's `data.mesh` is read as well). */
  readonly mesh: JsonObject;
}
