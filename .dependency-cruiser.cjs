const MODULES = '^apps/core/src/modules/([^/]+)/'

/** The borders of the design: what may import what. `npm run boundaries` checks them. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle of imports has no first page to read.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'modules-through-index',
      comment: 'A module of the core is reached through its index.ts only.',
      severity: 'error',
      from: { path: MODULES, pathNot: '/test/' },
      to: { path: MODULES, pathNot: ['^apps/core/src/modules/$1/', '^apps/core/src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'core-from-outside-through-index',
      comment: 'Other apps see the public index of a module, nothing behind it.',
      severity: 'error',
      from: { pathNot: '^(apps/core/|node_modules)' },
      to: { path: MODULES, pathNot: '^apps/core/src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'nothing-imports-routes',
      comment: 'Direction: routes -> use case -> (rules, repository). Only what composes an app registers them.',
      severity: 'error',
      from: { path: '\\.tsx?$', pathNot: ['/index\\.ts$', '\\.routes\\.tsx?$', '/create-[a-z-]+\\.ts$', '/test/'] },
      to: { path: '\\.routes\\.ts$' },
    },
    {
      name: 'kernel-is-pure',
      comment: 'The kernel knows nothing of input, output or the other packages.',
      severity: 'error',
      from: { path: '^packages/kernel/src/' },
      to: { pathNot: ['^packages/kernel/src/', '^node_modules/typeid-js'] },
    },
    {
      name: 'packages-below-apps',
      comment: 'Packages serve apps and simulators, never the other way round.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|simulators)/' },
    },
    {
      name: 'apps-apart',
      comment:
        'Apps talk over HTTP and the bus. Only the sync worker uses functions of the core, only standalone composes all.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/', pathNot: ['^apps/(standalone|sync-worker)/', '^apps/core/src/main\\.ts$'] },
      to: { path: '^apps/([^/]+)/src/', pathNot: '^apps/$1/src/' },
    },
    {
      name: 'worker-uses-core-and-adapter-client-only',
      severity: 'error',
      from: { path: '^apps/sync-worker/src/' },
      to: {
        path: '^(apps|simulators)/',
        pathNot: ['^apps/sync-worker/', '^apps/core/src/', '^apps/mahak-adapter/src/client/'],
      },
    },
    {
      name: 'wire-format-only-in-adapter',
      comment: "Only the adapter talks to Mahak; the worker knows the client's typed rows and nothing more.",
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: ['^apps/(mahak-adapter|sync-worker)/', '^packages/mahak-client/'] },
      to: { path: '^packages/mahak-client/' },
    },
    {
      name: 'simulators-are-foreign',
      comment: 'The product never imports a simulator; only standalone starts them.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: ['^apps/standalone/', '/test/'] },
      to: { path: '^simulators/' },
    },
    {
      name: 'no-test-code-in-products',
      severity: 'error',
      from: { path: '^(apps|packages|simulators)/[^/]+/src/', pathNot: ['^packages/test-kit/', '/test/'] },
      to: { path: ['^packages/test-kit/', '/test/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
}
