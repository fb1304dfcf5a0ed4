// GraphiQL for whoever is signed in: the browser's cookie says who asks, or a key pasted under Headers.
// It runs in the browser as it is written, on the globals of GraphiQL's and React's own bundles.
/* global React, ReactDOM, GraphiQL */

const { createElement: h, useEffect, useRef, useState } = React;

const ESTIMATE_AFTER_MS = 500;
const LAST_PANE = 'pricelens:pane'; // by its title; empty: none
const FROM_OUR_PAGE = { 'content-type': 'application/json', 'x-pricelens-csrf': '1' };

function send(body, headers) {
  return fetch('/graphql', {
    method: 'POST',
    headers: { ...FROM_OUR_PAGE, ...headers },
    body: JSON.stringify(body),
  });
}

/** What operations cost; tells `tell` of each, before and after it runs. */
function createFetcher(tell) {
  return async ({ query, variables, operationName }, { headers, documentAST } = {}) => {
    const body = { query, variables, operationName };
    if (isSubscription(documentAST, operationName)) return follow(body, headers);
    const response = await send(body, headers);
    const result = await response.json();
    if (operationName !== 'IntrospectionQuery') tell({ result });
    return result;
  };
}

function isSubscription(document, operationName) {
  const operations = (document?.definitions ?? []).filter(
    ({ kind }) => kind === 'OperationDefinition',
  );
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  return chosen?.operation === 'subscription';
}

/** The results of a subscription, by server-sent events. */
async function* follow(body, headers) {
  const response = await send(body, { ...headers, accept: 'text/event-stream' });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const messages = (text + value).split('\n\n');
      text = messages.pop();
      for (const message of messages) {
        const data = /^event: next\ndata: (.*)$/s.exec(message);
        if (data) yield JSON.parse(data[1]);
      }
    }
  } finally {
    await reader.cancel();
  }
}

const number = new Intl.NumberFormat();

function inWords(told) {
  if (!told) return 'What it costs is shown here before it runs.';
  const { result, isEstimate } = told;
  const refusal = result.errors?.find(({ extensions }) => extensions?.cost);
  if (refusal) return refusal.message;
  const cost = result.extensions?.cost;
  if (!cost) return 'Costs nothing.';
  const { rows, budget, fields = [] } = cost;
  const dearest = isEstimate && fields.length > 1 ? `, most of them for ${fields[0].path}` : '';
  return (
    `${isEstimate ? 'Would touch' : 'Touched'} about ${number.format(rows)} rows${dearest}. ` +
    `${number.format(budget.left)} of this minute’s ${number.format(budget.perMinute)} are left.`
  );
}

/** Asks for the cost of what is being written, once nobody has written for a moment. */
function useEstimate(asked, tell) {
  useEffect(() => {
    if (!asked.query.trim()) return;
    const timer = setTimeout(async () => {
      const headers = { ...readJson(asked.headers), 'x-pricelens-dry-run': '1' };
      const { query } = asked;
      const response = await send({ query, variables: readJson(asked.variables) }, headers);
      const result = await response.json();
      if (result.extensions?.cost) tell({ result, isEstimate: true });
    }, ESTIMATE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [asked.query, asked.variables, asked.headers]);
}

/** What is in an editor, as long as it is JSON. */
function readJson(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {}; // it is being written
  }
}

function Examples({ examples, onchoose }) {
  const topics = [...new Set(examples.map(({ topic }) => topic))];
  return h(
    'div',
    { className: 'examples' },
    h('div', { className: 'graphiql-doc-explorer-title' }, 'Examples'),
    topics.map((topic) =>
      h(
        React.Fragment,
        { key: topic },
        h('h3', null, topic),
        examples
          .filter((example) => example.topic === topic)
          .map((example) =>
            h(
              'button',
              { key: example.title, type: 'button', onClick: () => onchoose(example) },
              example.title,
            ),
          ),
      ),
    ),
  );
}

/**
 * Opens the pane that was open last, the first time the examples. By its button, since GraphiQL begins
 * with none, whatever `visiblePlugin` says.
 */
function useLastPane() {
  useEffect(() => {
    const title = localStorage.getItem(LAST_PANE) ?? 'Examples';
    // its buttons are there once it has drawn itself anew with its plugins
    const timer = setTimeout(() => document.querySelector(`[aria-label="Show ${title}"]`)?.click());
    return () => clearTimeout(timer);
  }, []);
}

// the same function each time: GraphiQL closes its pane when it gets another
const rememberPane = (plugin) => localStorage.setItem(LAST_PANE, plugin?.title ?? '');

const Icon = () =>
  h(
    'svg',
    { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, height: '1em' },
    h('path', { d: 'M4 5h16M4 12h10M4 19h13', strokeLinecap: 'round' }),
  );

function Page({ examples }) {
  const [told, tell] = useState();
  const [query, choose] = useState(examples[0].query);
  const [asked, setAsked] = useState({ query, variables: '', headers: '' });
  const fetcher = useRef(createFetcher(tell)).current;
  const note = (change) => setAsked((before) => ({ ...before, ...change }));
  useEstimate(asked, tell);
  useLastPane();
  const chosen = ({ query: text }) => {
    choose(text);
    note({ query: text });
  };
  const plugins = useRef([
    {
      title: 'Examples',
      icon: Icon,
      content: () => h(Examples, { examples, onchoose: chosen }),
    },
  ]).current;
  const refused = told?.result.errors?.some(({ extensions }) => extensions?.cost);
  return h(
    GraphiQL,
    {
      fetcher,
      query,
      plugins,
      shouldPersistHeaders: false,
      onTogglePluginVisibility: rememberPane,
      onEditQuery: (text) => note({ query: text ?? '' }),
      onEditVariables: (text) => note({ variables: text }),
      onEditHeaders: (text) => note({ headers: text }),
    },
    h(
      GraphiQL.Logo,
      null,
      h(
        'span',
        { className: 'home' },
        h('a', { href: '/' }, 'Pricelens'),
        h('a', { href: '/graphql/reference' }, 'Reference'),
      ),
    ),
    h(
      GraphiQL.Footer,
      null,
      h(
        'div',
        { className: 'cost', role: 'status', 'data-refused': refused ? '' : undefined },
        inWords(told),
      ),
    ),
  );
}

async function start() {
  const response = await fetch('/graphiql/examples.json');
  const examples = await response.json();
  ReactDOM.createRoot(document.getElementById('graphiql')).render(h(Page, { examples }));
}

void start();
