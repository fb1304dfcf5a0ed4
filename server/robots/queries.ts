import { z } from 'zod';
import { defineQuery } from '../core/clickhouse.ts';

export const errorDictionary = defineQuery('robots/error-dictionary', {
  params: z.object({ database: z.string().min(1) }),
  row: z.object({
    id: z.coerce.number().int().nonnegative(),
    error_text: z.string(),
  }),
});
