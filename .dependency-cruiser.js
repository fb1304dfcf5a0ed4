/** Who may import whom: the arrows of README.md. Every domain lists what it may know. */
const domains = {
  accounts: ['events'],
  events: [],
  feeds: ['accounts', 'events'],
  investigations: ['accounts', 'events', 'feeds'],
  jobs: ['accounts', 'events', 'feeds', 'investigations'],
  analytics: ['accounts', 'events', 'feeds', 'investigations', 'jobs'],
  health: ['accounts', 'events', 'jobs'],
  robots: ['accounts', 'events', 'feeds', 'investigations'],
  warehouse: ['accounts', 'events', 'feeds', 'investigations'],
  backup: ['events'],
};

const domainArrows = Object.entries(domains).map(([domain, known]) => ({
  name: `${domain}-knows-only-upstream`,
  comment: `server/${domain} may import core${known.map((name) => `, ${name}`).join('')}: arrows point from what reacts to what it reacts to. The other way round, publish an event or add the field with objectField.`,
  severity: 'error',
  from: { path: `^server/${domain}/` },
  to: {
    path: '^server/',
    pathNot: [
      '^server/core/',
      '^server/graphql/',
      ...[domain, ...known].map((name) => `^server/${name}/`),
    ],
  },
}));

export default {
  forbidden: [
    ...domainArrows,
    {
      name: 'no-cycles',
      comment: 'A file that needs itself cannot be understood alone.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'web-knows-the-schema-only',
      comment: 'The dashboard knows of the server what schema.graphql says.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|jobs|prisma|sql|tests)/' },
    },
    {
      name: 'server-does-not-know-jobs',
      comment:
        'Import the contract (server/<domain>/jobs.ts); only the process main.ts joins the two.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/main\\.ts$' },
      to: { path: '^jobs/' },
    },
    {
      name: 'core-knows-no-domain',
      comment: 'core is what domains stand on.',
      severity: 'error',
      from: { path: '^server/core/' },
      to: { path: '^(server/(?!core/)|jobs/|web/|tests/)' },
    },
    {
      name: 'only-schemas-know-graphql',
      comment:
        'A domain meets GraphQL in its schema.ts, and in cost.ts, which says what its fields cost.',
      severity: 'error',
      from: {
        path: '^(server|jobs)/',
        pathNot: [
          '^server/graphql/',
          '^server/[a-z]+/([a-z-]*schema|cost)\\.ts$',
          '^server/http\\.ts$',
        ],
      },
      to: { path: '^server/graphql/' },
    },
    {
      name: 'graphql-knows-only-schemas',
      comment:
        'server/graphql puts the domains together by their schema.ts, hands out the event stream, records exports, and knows who calls.',
      severity: 'error',
      from: { path: '^server/graphql/' },
      to: {
        path: '^server/(?!core/|graphql/)',
        pathNot: [
          '/schema\\.ts$',
          '^server/events/(append|stream|cursor|log|subscription)[a-z-]*\\.ts$',
          '^server/accounts/(accounts|budget|caller|limits|open-connections|permissions)\\.ts$',
        ],
      },
    },
    {
      name: 'traces-cost-nothing-unless-wanted',
      comment: 'OpenTelemetry is loaded by import() in tracing.ts, when traces are asked for.',
      severity: 'error',
      from: {},
      to: { path: '^server/core/open-telemetry\\.ts$', dynamic: false },
    },
    {
      name: 'runs-on-dependencies',
      comment:
        'What the processes import is in dependencies: dev packages are not there in production.',
      severity: 'error',
      from: { path: '^(server|jobs)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'packages-are-named',
      comment: 'A package that is only there because another one needs it may leave with it.',
      severity: 'error',
      from: { path: '^(tests|prisma)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'product-does-not-know-tests',
      comment: 'Tests may import anything, nothing imports them.',
      severity: 'error',
      from: { path: '^(server|jobs|web|prisma)/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|\\.svelte-kit|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.svelte', '.js'] },
  },
};
