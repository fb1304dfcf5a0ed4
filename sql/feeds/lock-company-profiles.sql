-- Lets one refresh of a company write at a time, until its transaction ends. Not FOR UPDATE: that would
-- also stop everything that refers to the company, such as an investigation being logged.
SELECT id
FROM company
WHERE id = $1
FOR NO KEY UPDATE
