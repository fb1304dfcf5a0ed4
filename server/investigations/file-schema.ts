import { builder } from '../graphql/builder.ts';
import { fileOf, type InvestigationFile } from './file-path.ts';
import { InvestigationType } from './investigation-schema.ts';

const InvestigationFileType = builder.objectRef<InvestigationFile>('InvestigationFile').implement({
  description: 'The file that failed, as it can be had.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The last part of its path.' }),
    downloadUrl: t.exposeString('downloadUrl', {
      description:
        'Where to get it, relative to this server. It answers 404 when the file is there no longer.',
    }),
  }),
});

builder.objectField(InvestigationType, 'file', (t) =>
  t.field({
    type: InvestigationFileType,
    nullable: true,
    authScopes: { may: 'DOWNLOAD' },
    unauthorizedResolver: () => null,
    description:
      'null when nobody named a file, when its path is not below a folder that files may be in, and ' +
      'for those who may not download it.',
    resolve: (investigation, _args, { config }) => fileOf(investigation, config.files),
  }),
);
