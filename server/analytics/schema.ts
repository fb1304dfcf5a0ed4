import { dateOfDay } from '../core/business-time.ts';
import type { JobRun, Supplier as SupplierRow } from '../core/generated/prisma/client.ts';
import type { LoggedEvent } from '../events/log.ts';
import { EventType, rightsOf } from '../events/schema.ts';
import { kindsVisibleTo } from '../events/visibility.ts';
import { BucketChangeType, ProfileType } from '../feeds/profile-schema.ts';
import { CadenceDayType, Supplier } from '../feeds/supplier-schema.ts';
import { InvestigationType } from '../investigations/investigation-schema.ts';
import { JobRunType } from '../jobs/schema.ts';
import { fieldOf } from './dataset.ts';
import { cadenceDays, profileChanges, profiles } from './datasets/cadence.ts';
import { investigations } from './datasets/investigations.ts';
import { events, jobRuns } from './datasets/records.ts';
import { suppliers } from './datasets/suppliers.ts';
import { deliveries, failures } from './datasets/warehouse.ts';
import { addList } from './list-schema.ts';
import type { Row } from './run.ts';
import { DeliveryType, FailureType } from './warehouse-schema.ts';

addList(investigations, InvestigationType, {
  ofSupplier: 'Its investigations, newest failure first.',
});

addList(events, EventType, {
  visible: (ctx) => ({
    kind: 'in',
    field: fieldOf(events, 'kind'),
    values: [...kindsVisibleTo(rightsOf(ctx))],
  }),
  toNode: (row, { position }) =>
    ({
      ...row,
      epoch: position.epoch,
      seq: BigInt(row['seq'] as number),
    }) as unknown as LoggedEvent,
});

addList(suppliers, Supplier, {
  toNode: (row) =>
    ({ ...row, pausedUntil: dateOrNull(row['pausedUntil']) }) as unknown as SupplierRow,
});

addList(profiles, ProfileType);

addList(profileChanges, BucketChangeType, {
  ofSupplier: 'Its changes of bucket, newest first.',
});

addList(cadenceDays, CadenceDayType, {
  ofSupplier: 'The business days on which something arrived from it, newest first.',
});

addList(jobRuns, JobRunType, {
  toNode: (row) => ({ ...row, forDate: dateOfDay(row['forDate'] as string) }) as unknown as JobRun,
});

addList(deliveries, DeliveryType, {
  ofSupplier: 'What was loaded from it on each business day, from the warehouse, newest first.',
});

addList(failures, FailureType, {
  ofSupplier: 'Its failures as the warehouse has them, newest first.',
});

function dateOrNull(instant: Row[string]): Date | null {
  return typeof instant === 'string' ? new Date(instant) : null;
}
