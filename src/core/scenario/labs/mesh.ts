import { isObject, type JsonObject } from '../../model/json.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { manifestText } from '../../yaml/emit.ts';
import type { Theme } from './themes.ts';

/** A request of a lab, with how it ends in the good mesh. */
export interface LabRequest {
  readonly id: string;
  readonly wants: 'allowed' | 'denied';
  /** As a Scenario writes it. */
  readonly request: JsonObject;
}

/** A mesh in parts, before it is text. */
export interface LabMesh {
  readonly theme: Theme;
  /** The port of the server's pods; its Service listens on 80. */
  readonly port: number;
  readonly requests: readonly LabRequest[];
  /** Further fields of the Scenario. */
  readonly spec: JsonObject;
  /** What is written to be looked at, and the workloads. */
  readonly policies: readonly JsonObject[];
  readonly workloads: readonly JsonObject[];
}

/** What a feature brings into a mesh. */
export interface Addition {
  readonly policies: readonly JsonObject[];
  readonly workloads?: readonly JsonObject[];
  readonly requests?: readonly LabRequest[];
  readonly spec?: JsonObject;
}

/** Which resource: kind, namespace (empty for none) and name. */
export type Where = readonly [kind: string, namespace: string, name: string];

/** Whether an object is the one that is meant. */
export function isAt(object: JsonObject, [kind, namespace, name]: Where): boolean {
  const { metadata } = object;
  return (
    object['kind'] === kind &&
    isObject(metadata) &&
    metadata['name'] === name &&
    (metadata['namespace'] ?? '') === namespace
  );
}

/** The mesh as a document: the Scenario and what can be wrong in one file, workloads in another. */
export function documentOf({ theme, requests, spec, policies, workloads }: LabMesh): HopwiseDocument {
  const scenario: JsonObject = {
    apiVersion: 'hopwise.dev/v1',
    kind: 'Scenario',
    metadata: { name: 'lab' },
    spec: { title: `Lab: ${theme.front} and ${theme.back}`, ...spec, requests: requests.map(({ request }) => request) },
  };
  return {
    files: [
      { name: 'lab.yaml', text: [scenario, ...policies].map(manifestText).join('---\n') },
      { name: 'workloads.yaml', text: workloads.map(manifestText).join('---\n') },
    ],
  };
}
