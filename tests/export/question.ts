/** What the tests ask for: texts, numbers, instants, JSON and what is of another table. */
export const DOCUMENT = `query ($filter: InvestigationsFilter, $first: Int, $after: String) {
  investigations(filter: $filter, first: $first, after: $after) {
    totalCount
    edges {
      cursor @include(if: false)
      node { id eventAt no: errorId errorText filePath status extra supplier { supplierId name } }
    }
  }
}`;

const inert = (column: string) =>
  `CASE WHEN ${column} ~ '^[=+@\\t\\r-]' THEN '''' || ${column} ELSE ${column} END`;

/** The same of Postgres, texts that could be formulas with the apostrophe that makes them inert. */
export const QUESTION = `
  SELECT id, replace(replace(event_at::text, ' ', 'T'), '+00', 'Z') AS "eventAt", error_id AS no,
    ${inert('error_text')} AS "errorText", ${inert('file_path')} AS "filePath", i.status,
    replace(extra::text, ': ', ':') AS extra, s.supid AS "supplier.supplierId", ${inert('s.name')} AS "supplier.name"
  FROM investigation AS i JOIN supplier AS s USING (company_id, supid)
  WHERE company_id = 1
  ORDER BY event_at DESC, id DESC`;
