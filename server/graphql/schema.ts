import '../accounts/schema.ts';
import '../analytics/schema.ts';
import '../events/schema.ts';
import '../feeds/schema.ts';
import '../health/schema.ts';
import '../investigations/schema.ts';
import '../jobs/schema.ts';
import './errors.ts';
import './scalars.ts';
import { builder } from './builder.ts';
import { costed } from './estimate.ts';
import { guarded } from './guarded-schema.ts';

export const schema = costed(guarded(builder.toSchema()));
