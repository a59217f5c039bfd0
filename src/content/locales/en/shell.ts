interface Flow {
  readonly from: string;
  readonly to: string;
  readonly what: string;
}

/** How many there are of what; `strict` namespaces among all. */
type Sum = Readonly<Record<'workloads' | 'policies' | 'strict' | 'namespaces' | 'problems', number>>;

const themes = { light: 'light', dark: 'dark', system: 'system' } as const;

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** The frame around the panes: the bar, the outline, what is said in passing. */
export const shellWords = {
  lessonsKey: 'Lessons (L)',
  learn: 'Learn',
  share: 'Share',
  help: 'Help and shortcuts',
  helpKey: 'Help and shortcuts (?)',
  more: 'More',
  runAgain: 'Run again',
  least: 'Least privilege…',
  find: 'Find…',
  matrix: 'Matrix: who reaches whom',
  newRequest: 'New request…',
  lessons: 'Lessons…',
  diagram: 'Diagram…',
  presentOnAWall: 'Present on a wall',
  settings: 'Settings…',
  posture: 'Posture',
  pasteYourOwnYAML: 'Paste your own YAML…',
  openFiles: 'Open files…',
  workspaces: 'Workspaces…',
  exportYAML: 'Export YAML…',
  requestGroup: 'Request',
  chooseARequest: 'Choose a request',
  findAnother: 'Find another…',
  runKey: 'Run (R)',
  run: 'Run',
  yourOwnYAML: 'Your own YAML',
  edited: ' · edited',
  outline: 'Outline',
  semantics: 'Istio 1.31 semantics',
  mesh: 'Mesh',
  notReady: 'not ready',
  notThere: 'not there',
  noSidecar: 'no sidecar',
  policies: 'Policies',
  newResource: 'New resource',
  newResourceKey: 'New resource (A)',
  noPolicies: 'None. Istio allows by default.',
  requests: 'Requests',
  addRequest: 'New request',
  newRequestKey: 'New request (N)',
  notInTheDocument: 'Not in the document',
  drop: 'Drop files or a folder. You see what is in them before they open.',
  player: 'Player',
  chooseACallerAnd: 'Choose a caller and a callee.',
  noMesh: 'Drop or paste YAML, or pick a mesh.',
  pasteYAML: 'Paste YAML',
  narrator: 'Narrator',
  paneFailed: 'This pane failed. Your document is safe.',
  tryAgain: 'Try again',
  copyDetails: 'Copy details',
  details: 'Details',
  largerDetails: 'Larger details',
  engineStopped: 'The engine stopped at this document. What you see is from before. Undo, or change the YAML.',
  goToLine: 'Go to line',
  dismiss: 'Dismiss',
  hints: {
    canvas: 'Drop or paste your own YAML here',
    player: 'Step through, or play again',
    yaml: 'Edit: the story changes at once',
  },
  newVersion: 'A new version is ready.',
  versionTaken: 'A new version was taken in another tab.',
  reload: 'Reload',
  /** A request in a line: `what` is its method and path, or its port. */
  request: ({ from, to, what }: Flow): string => `Request: ${what}, ${from} to ${to}`,
  flow: ({ from, to, what }: Flow, verdict: string): string => `${from} to ${to}, ${what}: ${verdict}`,
  showAll: (count: number): string => `Show all ${count.toLocaleString('en')} requests`,
  meshOf: (title: string, edited: boolean): string => `Mesh: ${title}${edited ? ', edited' : ''}`,
  theme: (theme: 'light' | 'dark' | 'system'): string => `Theme: ${themes[theme]}`,
  external: 'external',
  unknown: 'unknown',
  gateway: 'gateway',
  policyCount: (count: number): string => (count === 1 ? '1 policy' : `${count} policies`),
  dryRun: (word: string): string => `${word}, dry run`,
  rejected: 'rejected',
  broken: (errors: number, line: number): string =>
    `YAML has ${errors <= 1 ? '1 error' : `${errors} errors, the first`} on line ${line}`,
  brokenSay: 'The YAML cannot be read at the moment. The mesh on show is the last one that could.',
  readableSay: 'The YAML can be read again.',
  /** A mesh without a story, in a sentence. */
  sum: (mesh: Sum): string =>
    `${counted(mesh.workloads, 'workload')}, ${mesh.policies} ${mesh.policies === 1 ? 'policy' : 'policies'}, mTLS strict in ${mesh.strict} of ${counted(mesh.namespaces, 'namespace')}, ${counted(mesh.problems, 'note')} about the YAML.`,
} as const;
