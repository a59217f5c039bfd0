/** Who is who in a generated mesh. */
export interface Theme {
  /** Namespaces: of those who call, of what is guarded, of what has no sidecars, of what is there for all. */
  readonly front: string;
  readonly back: string;
  readonly old: string;
  readonly shared: string;
  /** The caller that may, and its neighbour that may not. */
  readonly caller: string;
  readonly neighbour: string;
  /** The guarded server, and the store behind it. */
  readonly server: string;
  readonly store: string;
  readonly job: string;
  /** What the server serves, and what the neighbour does. */
  readonly path: string;
  readonly list: string;
  /** A host outside that somebody needs. */
  readonly outside: string;
}

/** Meshes that differ in their words. */
export const themes: readonly [Theme, ...Theme[]] = [
  {
    front: 'shop',
    back: 'payments',
    old: 'legacy',
    shared: 'platform',
    caller: 'frontend',
    neighbour: 'reviews',
    server: 'backend',
    store: 'ledger',
    job: 'batch',
    path: '/charges',
    list: '/reviews',
    outside: 'api.github.com',
  },
  {
    front: 'clinic',
    back: 'records',
    old: 'archive',
    shared: 'commons',
    caller: 'portal',
    neighbour: 'calendar',
    server: 'files',
    store: 'vault',
    job: 'importer',
    path: '/patients',
    list: '/visits',
    outside: 'codes.health.example',
  },
  {
    front: 'travel',
    back: 'booking',
    old: 'mainframe',
    shared: 'infra',
    caller: 'website',
    neighbour: 'offers',
    server: 'seats',
    store: 'fares',
    job: 'nightly',
    path: '/seats',
    list: '/offers',
    outside: 'weather.example.com',
  },
  {
    front: 'bank',
    back: 'core',
    old: 'branch',
    shared: 'gatehouse',
    caller: 'mobile',
    neighbour: 'news',
    server: 'accounts',
    store: 'journal',
    job: 'terminal',
    path: '/balances',
    list: '/stories',
    outside: 'rates.ecb.example',
  },
  {
    front: 'library',
    back: 'loans',
    old: 'cellar',
    shared: 'house',
    caller: 'desk',
    neighbour: 'catalog',
    server: 'lending',
    store: 'shelves',
    job: 'scanner',
    path: '/books',
    list: '/titles',
    outside: 'isbn.example.org',
  },
];
