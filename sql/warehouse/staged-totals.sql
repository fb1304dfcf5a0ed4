-- What is staged: good and bad rows, and the days and suppliers that the good ones are about.
SELECT
    countIf(fault = '')           AS good_rows,
    countIf(fault != '')          AS bad_rows,
    uniqExactIf(day, fault = '')  AS days,
    uniqExactIf(supid, fault = '') AS suppliers
FROM {database:Identifier}.{table:Identifier}
