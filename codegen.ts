import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: 'schema.graphql',
  documents: 'web/src/**/*.graphql',
  generates: {
    'web/src/lib/graphql/generated.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        documentMode: 'string', // the browser sends text as it is and needs no GraphQL parser
        enumType: 'string-literal',
        useTypeImports: true,
        scalars: {
          ID: 'string',
          Date: 'string',
          DateTime: 'string',
          EventCursor: 'string',
          JSON: 'unknown',
        },
      },
    },
  },
} satisfies CodegenConfig;
