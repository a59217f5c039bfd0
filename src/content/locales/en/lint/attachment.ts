import { bold } from '../names.ts';
import { codes, type Teaching } from './teaching.ts';

/** Which workloads a resource is for. */
export const attachment = {
  kindMisspelt: {
    says: (arg) =>
      `Istio and Kubernetes have no kind ${bold(arg('kind'))} in this group; one that is spelt much like it is ${bold(arg('near'))}.`,
    why: 'The API server refuses a kind that it does not know, and the object takes no part.',
    fix: (arg) => `Write ${arg('near')}`,
    docs: 'ops/common-problems/validation/',
  },
  selectorMatchesNothing: {
    says: (arg) =>
      `No workload ${arg('where') === '' ? 'of the mesh' : `in ${bold(arg('where'))}`} has ${arg('labels').includes(',') ? 'all the labels' : 'the label'} ${codes(arg('labels'))}, so this ${arg('kind')} has no effect.`,
    why: 'A selector that picks nothing is no error to Istio. What it was meant to protect, or to open, stays as it was, and nothing says so.',
    fix: 'Use the labels of the nearest workload',
    docs: 'reference/config/analysis/ist0127/',
  },
  selectorInOtherNamespace: {
    says: (arg) =>
      `Nothing in ${bold(arg('where'))} has ${codes(arg('labels'))}; workloads in ${codes(arg('other'))} do, but a selector looks only in its own namespace.`,
    why: 'A resource acts in the namespace that it is in. In any other one its selector picks nothing, and nothing says so.',
    fix: (arg) => `Move it to ${arg('other')}`,
    docs: 'concepts/security/#policy-target',
  },
  rootSelectorIgnored: {
    says: (arg) =>
      `A PeerAuthentication in the root namespace ${bold(arg('root'))} may have no selector: Istio ignores this one for every workload.`,
    why: 'In the root namespace a PeerAuthentication is for the whole mesh. With a selector it is for nobody, not even for pods of the root namespace, so the mode that it asks for is never set.',
    fix: 'Move it to the namespace of its workloads',
    docs: 'reference/config/security/peer_authentication/',
  },
  rootSelectorEverywhere: {
    says: (arg) =>
      `In the root namespace this selector picks pods of every namespace, here of ${codes(arg('namespaces'))}.`,
    why: 'A policy of the root namespace acts everywhere. A label that several teams use picks the workloads of all of them.',
    docs: 'concepts/security/#policy-target',
  },
} as const satisfies Record<string, Teaching>;
