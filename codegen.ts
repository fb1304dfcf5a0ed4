import type { CodegenConfig } from '@graphql-codegen/cli';
import type { DocumentNode } from 'graphql';
import { documentId } from './web/trusted-documents.ts';

export default {
  schema: 'schema.graphql',
  documents: 'web/src/**/*.graphql',
  generates: {
    'web/src/lib/graphql/generated.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        documentMode: 'string', // the browser sends text as it is and needs no GraphQL parser
        unstable_onExecutableDocumentNode: (document: DocumentNode) => ({
          id: documentId(document),
        }),
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
    'web/trusted-documents.json': { plugins: ['./web/trusted-documents.ts'] },
  },
} satisfies CodegenConfig;
