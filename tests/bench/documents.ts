/** What a robot sees of its own. */
const RECEIPT = 'id eventAt supplierId errorId errorText stage filePath status createdAt';
const INVESTIGATION = `${RECEIPT} note investigator investigatedAt`;

export const LOG_ONE = `mutation Log($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) {
    ... on LogInvestigationEventPayload { duplicate investigation { ${RECEIPT} } }
    ... on Error { code message }
  }
}`;

export const LOG_MANY = `mutation LogMany($inputs: [LogInvestigationEventInput!]!) {
  logInvestigationEvents(inputs: $inputs) {
    ... on LogInvestigationEventsPayload {
      results {
        ... on LogInvestigationEventPayload { duplicate investigation { ${RECEIPT} } }
        ... on Error { code message }
      }
    }
    ... on Error { code message }
  }
}`;

const queue = (name: string, count: string) => `query ${name}($after: String) {
  queue(first: 50, after: $after) {
    ${count}
    pageInfo { hasNextPage endCursor }
    edges { node { ${INVESTIGATION} } }
  }
}`;
export const QUEUE = queue('Queue', '');
export const QUEUE_WITH_COUNT = queue('QueueWithCount', 'totalCount');

export const DASHBOARD = `query Dashboard($date: Date!) {
  dashboard(date: $date) {
    failures stillOpen suppliers
    topReasons { errorId errorText failures stillOpen }
    byStage { stage failures stillOpen }
    byHour
    daily { date failures }
  }
}`;
