const places = (count: number): string => `${count} ${count === 1 ? 'value' : 'values'}`;
const flowsOf = (count: number): string => `${count} ${count === 1 ? 'flow' : 'flows'}`;

/** How a challenge was solved, beside its solution, and what could be kept to. */
export const scoreWords = {
  title: 'Score',
  edits: (yours: number, ours: number): string =>
    yours === ours
      ? `You changed ${places(yours)}, as ours does.`
      : `You changed ${places(yours)}, ours changes ${ours}.`,
  invitation: 'Can you do it with fewer?',
  sameFlows: (opened: number, closed: number): string =>
    `In all the mesh it ends as with ours: ${flowsOf(opened)} opened, ${flowsOf(closed)} closed.`,
  flows: (opened: number, closed: number): string => {
    if (closed === 0) return `Beside ours, it opens ${flowsOf(opened)} more:`;
    if (opened === 0) return `Beside ours, it closes ${flowsOf(closed)} more:`;
    return `Beside ours, it opens ${flowsOf(opened)} more and closes ${flowsOf(closed)} more:`;
  },
  limits: 'If you like',
  optional: 'optional',
  kept: 'kept to',
  broken: 'not kept to',
  resources: (count: number): string => `change ${count === 1 ? 'one resource' : `at most ${count} resources`}`,
  leave: (namespaces: readonly string[]): string =>
    `leave ${namespaces.join(' and ')} as ${namespaces.length === 1 ? 'it is' : 'they are'}`,
} as const;
