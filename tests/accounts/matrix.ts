import type { Viewer } from '../../server/accounts/permissions.ts';

/** Who is asked for, in the order of the table's columns. */
export const VIEWERS: readonly Viewer[] = [
  { kind: 'PERSON', id: 'someone', name: 'someone', role: 'OPERATOR' },
  { kind: 'PERSON', id: 'someone', name: 'someone', role: 'ENGINEER' },
  { kind: 'PERSON', id: 'someone', name: 'someone', role: 'ANALYST' },
  { kind: 'PERSON', id: 'someone', name: 'someone', role: 'ADMIN' },
  { kind: 'KEY', id: 'somekey', name: 'some key', role: 'ROBOT' },
  { kind: 'KEY', id: 'somekey', name: 'some key', role: 'INTEGRATION' },
  { kind: 'KEY', id: 'somekey', name: 'some key', role: 'ANALYST' },
];

export type Cell = 'yes' | 'no';

/** Who may use which way into the API. A new field needs a line, or matrix.db.test.ts fails. */
export const MATRIX = parse(`
                                       person   person   person  person  key    key          key
                                       OPERATOR ENGINEER ANALYST ADMIN   ROBOT  INTEGRATION  ANALYST
  Query.anomalies                      yes      yes      yes     yes     no     yes          yes
  Query.apiKeys                        no       no       no      yes     no     no           no
  Query.buckets                        yes      yes      yes     yes     no     yes          yes
  Query.cadenceDays                    yes      yes      yes     yes     no     yes          yes
  Query.company                        yes      yes      yes     yes     no     yes          yes
  Query.dashboard                      yes      yes      yes     yes     no     yes          yes
  Query.deliveries                     yes      yes      yes     yes     no     yes          yes
  Query.errorGuide                     yes      yes      yes     yes     no     yes          yes
  Query.errorGuides                    yes      yes      yes     yes     no     yes          yes
  Query.eventCursor                    yes      yes      yes     yes     no     yes          yes
  Query.eventLog                       yes      yes      yes     yes     no     yes          yes
  Query.events                         yes      yes      yes     yes     no     yes          yes
  Query.failures                       yes      yes      yes     yes     no     yes          yes
  Query.health                         yes      yes      yes     yes     no     yes          yes
  Query.investigation                  yes      yes      yes     yes     no     yes          yes
  Query.investigationGroups            yes      yes      yes     yes     no     yes          yes
  Query.investigations                 yes      yes      yes     yes     no     yes          yes
  Query.invitations                    no       no       no      yes     no     no           no
  Query.jobRun                         yes      yes      yes     yes     no     yes          yes
  Query.jobRuns                        yes      yes      yes     yes     no     yes          yes
  Query.jobs                           yes      yes      yes     yes     no     yes          yes
  Query.me                             yes      yes      yes     yes     yes    yes          yes
  Query.people                         yes      yes      yes     yes     no     yes          yes
  Query.profileChanges                 yes      yes      yes     yes     no     yes          yes
  Query.profiles                       yes      yes      yes     yes     no     yes          yes
  Query.queue                          yes      yes      yes     yes     no     yes          yes
  Query.queueCounts                    yes      yes      yes     yes     no     yes          yes
  Query.queueNeighbours                yes      yes      yes     yes     no     yes          yes
  Query.savedViews                     yes      yes      yes     yes     no     yes          yes
  Query.supplier                       yes      yes      yes     yes     no     yes          yes
  Query.suppliers                      yes      yes      yes     yes     no     yes          yes

  Mutation.addNote                     yes      yes      no      yes     no     no           no
  Mutation.addNotes                    yes      yes      no      yes     no     no           no
  Mutation.assignInvestigation         yes      yes      no      yes     no     no           no
  Mutation.assignInvestigations        yes      yes      no      yes     no     no           no
  Mutation.cancelJobRun                no       yes      no      yes     no     no           no
  Mutation.changeRole                  no       no       no      yes     no     no           no
  Mutation.claimInvestigation          yes      yes      no      yes     no     no           no
  Mutation.claimInvestigations         yes      yes      no      yes     no     no           no
  Mutation.createApiKey                no       no       no      yes     no     no           no
  Mutation.createSavedView             yes      yes      yes     yes     no     yes          yes
  Mutation.deleteSavedView             yes      yes      yes     yes     no     yes          yes
  Mutation.inviteMember                no       no       no      yes     no     no           no
  Mutation.logInvestigationEvent       no       no       no      no      yes    no           no
  Mutation.logInvestigationEvents      no       no       no      no      yes    no           no
  Mutation.lookAtInvestigation         yes      yes      yes     yes     no     yes          yes
  Mutation.removeMember                no       no       no      yes     no     no           no
  Mutation.reopenInvestigation         yes      yes      no      yes     no     no           no
  Mutation.reopenInvestigations        yes      yes      no      yes     no     no           no
  Mutation.resetErrorGuide             no       no       no      yes     no     no           no
  Mutation.resetPassword               no       no       no      yes     no     no           no
  Mutation.resolveInvestigation        yes      yes      no      yes     no     no           no
  Mutation.resolveInvestigations       yes      yes      no      yes     no     no           no
  Mutation.revokeApiKey                no       no       no      yes     no     no           no
  Mutation.runJob                      no       yes      no      yes     no     no           no
  Mutation.snoozeInvestigation         yes      yes      no      yes     no     no           no
  Mutation.snoozeInvestigations        yes      yes      no      yes     no     no           no
  Mutation.switchCompany               yes      yes      yes     yes     yes    yes          yes
  Mutation.undoWork                    yes      yes      no      yes     no     no           no
  Mutation.updateCompany               no       no       no      yes     no     no           no
  Mutation.updateSavedView             yes      yes      yes     yes     no     yes          yes
  Mutation.updateSupplier              yes      yes      no      yes     no     no           no
  Mutation.wakeInvestigation           yes      yes      no      yes     no     no           no
  Mutation.wakeInvestigations          yes      yes      no      yes     no     no           no
  Mutation.withdrawInvitation          no       no       no      yes     no     no           no
  Mutation.writeErrorGuide             no       no       no      yes     no     no           no

  Subscription.events                  yes      yes      yes     yes     no     yes          yes
  Subscription.investigationChanged    yes      yes      yes     yes     no     yes          yes
  Subscription.investigationOpened     yes      yes      yes     yes     no     yes          yes
`);

/** Of a case it has logged, a robot sees these fields and no others. */
export const RECEIPT = [
  'createdAt',
  'errorId',
  'errorText',
  'eventAt',
  'extra',
  'filePath',
  'id',
  'source',
  'stage',
  'status',
  'supplierId',
  'version',
];

function parse(table: string): Map<string, Cell[]> {
  const lines = table
    .split('\n')
    .filter((line) => /^ {2}\w+\./.test(line))
    .map((line) => line.trim().split(/ +/));
  return new Map(lines.map(([field, ...cells]) => [field!, cells as Cell[]])); // written above
}
