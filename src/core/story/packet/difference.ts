import type { SourceRef } from '../../model/resource.ts';
import type { Frame, Story, StoryHop } from '../../model/story.ts';
import type { Packet } from '../../model/trace.ts';
import { firstSource } from '../sources.ts';
import { concernOf } from './concern.ts';
import {
  type FieldKind,
  fieldGroups,
  fieldKey,
  fieldsOf,
  type PacketField,
  type PacketGroup,
  packetGroups,
} from './fields.ts';

/** What gave a field its value: a step, or the connection manager of a proxy, which is no step of its own. */
export interface Setter {
  readonly frame: Frame;
  readonly by: 'step' | 'connectionManager';
  /** The value in the YAML that the step went by, if there is one. */
  readonly source: SourceRef | null;
}

/** One field as it came into a hop and as it is now. */
export interface FieldChange {
  readonly kind: FieldKind;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  /** The step on show is the one that changed it. */
  readonly here: boolean;
  /** Null: nothing ever set it. */
  readonly setter: Setter | null;
}

export interface GroupChange {
  readonly group: PacketGroup;
  readonly fields: readonly FieldChange[];
  /** The step on show is about this part. */
  readonly concerned: boolean;
}

/** A packet in one hop: as it came in, and as it is after the step on show. */
export interface PacketChange {
  readonly hop: StoryHop;
  readonly groups: readonly GroupChange[];
  /** TLS is around the HTTP that the caller sent: only who ends that TLS reads it. */
  readonly sealed: boolean;
}

/** What has become of the packet in the hop of a frame, up to that frame. The answer shows the request as it ended. */
export function packetChange(story: Story, shown: Frame): PacketChange {
  const frame =
    shown.step.kind === 'answer' ? (story.frames.findLast(({ step }) => step.kind !== 'answer') ?? shown) : shown;
  const past = story.frames.slice(0, story.frames.indexOf(frame) + 1);
  const first = past.find(({ hop }) => hop === frame.hop) ?? frame;
  const changes = compare(first.before, frame.after, past, shown);
  const concern = concernOf(shown);
  return {
    hop: story.hops[frame.hop] ?? { id: frame.id, at: story.trace.hops[0].at, frames: [frame.id] },
    groups: packetGroups.map((group) => ({
      group,
      fields: changes.filter(({ kind }) => fieldGroups[kind] === group),
      concerned: concern.has(group),
    })),
    sealed: frame.after.wire.kind !== 'plaintext' && frame.after.http !== null,
  };
}

function compare(before: Packet, after: Packet, past: readonly Frame[], shown: Frame): readonly FieldChange[] {
  const old = new Map(fieldsOf(before).map((field) => [fieldKey(field), field]));
  const now = new Map(fieldsOf(after).map((field) => [fieldKey(field), field]));
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].flatMap((key): readonly FieldChange[] => {
    const field = now.get(key) ?? old.get(key);
    if (field === undefined) return [];
    const was = old.get(key)?.value ?? null;
    const is = now.get(key)?.value ?? null;
    const change = was === is ? 'same' : was === null ? 'added' : is === null ? 'removed' : 'changed';
    const at = changedAt(key, past);
    return [
      {
        kind: field.kind,
        name: field.name,
        before: was,
        after: is,
        change,
        here: change !== 'same' && at === shown,
        setter: was === null && is === null ? null : setterOf(field, is, at, past),
      },
    ];
  });
}

/** The last frame that gave a field another value; null: it is as the caller sent it. */
function changedAt(key: string, past: readonly Frame[]): Frame | null {
  const value = (packet: Packet): string | null =>
    fieldsOf(packet).find((field) => fieldKey(field) === key)?.value ?? null;
  return past.findLast(({ before, after }) => before !== after && value(before) !== value(after)) ?? null;
}

/** Envoy's HTTP connection manager writes these before any filter sees the request. */
const connectionManagerHeaders: ReadonlySet<string> = new Set([
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-client-cert',
  'x-envoy-external-address',
  'x-request-id',
]);

function setterOf(
  { kind, name }: PacketField,
  value: string | null,
  at: Frame | null,
  past: readonly Frame[],
): Setter | null {
  if (at === null) {
    const [sent] = past;
    return sent === undefined ? null : { frame: sent, by: 'step', source: null };
  }
  if (kind === 'header' && connectionManagerHeaders.has(name.toLowerCase()))
    return { frame: at, by: 'connectionManager', source: null };
  const frame = chooser(kind, value, at, past) ?? at;
  return { frame, by: 'step', source: frame.decidingSources[0] ?? firstSource(frame.checks) };
}

/** An address is chosen by one step and written by a later one: who chose it is the reason. */
function chooser(kind: FieldKind, value: string | null, at: Frame, past: readonly Frame[]): Frame | undefined {
  if (fieldGroups[kind] !== 'l4' || kind.startsWith('source')) return undefined;
  // Where a tunnel ends, its own address is found again inside: nobody chooses.
  if (at.step.kind !== 'capture' && at.step.kind !== 'wire' && at.step.kind !== 'networkPolicy') return undefined;
  const { ip, port, workload } = at.after.destination;
  return past.findLast(({ step }) => {
    if (step.kind === 'cluster')
      return kind === 'destinationWorkload'
        ? value !== null && step.endpoint === workload
        : step.address === `${ip}:${port}`;
    if (step.kind === 'nextHop') return step.address === `${ip}:${port}`;
    return step.kind === 'dns' && kind === 'destinationAddress' && step.address === value;
  });
}
