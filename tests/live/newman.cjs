// Checks a collection and runs it: `node newman.cjs COLLECTION CREDENTIALS`, next to the installed packages.
"use strict";
const fs = require("fs");
const newman = require("newman");
const { Collection, Item } = require("postman-collection");

const [file, credentials] = process.argv.slice(2);
const json = JSON.parse(fs.readFileSync(file, "utf8"));
const problems = [];
const check = (isRight, problem) => isRight || problems.push(problem);

// The properties that importers rely on.
check(json.info.schema.includes("/v2.1.0/"), "the schema is not version 2.1");
const collection = new Collection(json);
const items = [];
collection.forEachItem((item) => items.push(item));
check(items.length > 0, "no items");
for (const item of items) {
  check(Item.isItem(item) && item.request.url.getHost(), `${item.name}: no request`);
  check(item.responses.count() > 0, `${item.name}: no saved response`);
  item.responses.each((response) => check(response.originalRequest && response.code >= 100, `${item.name}: ${response.name}`));
}
if (process.env.POSTMAN_SCHEMA) {
  const schema = JSON.parse(fs.readFileSync(process.env.POSTMAN_SCHEMA, "utf8"));
  const isDraft4 = (schema.$schema || "").includes("draft-04");
  const Ajv = isDraft4 ? require("ajv-draft-04") : require("ajv");
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  check(validate(json), `not valid by the schema: ${JSON.stringify(validate.errors, null, 1)}`);
}

const envVar = fs.readFileSync(credentials, "utf8").trim().split("\n").map((line) => {
  const equals = line.indexOf("=");
  return { key: line.slice(0, equals), value: line.slice(equals + 1) };
});
newman.run({ collection: json, envVar, reporters: [] }, (error, summary) => {
  check(!error, String(error));
  const runs = summary ? summary.run.executions : [];
  check(runs.length === items.length, `${runs.length} of ${items.length} requests were sent`);
  for (const { item, response, requestError } of runs) {
    const codes = item.responses.map((response) => response.code);
    const code = response && response.code;
    console.log(`${code} ${item.name}`);
    check(codes.includes(code), `${item.name}: ${requestError || code} is not declared; ${response && response.text()}`);
  }
  const successes = runs.filter(({ response }) => response && response.code < 300).length;
  // One needs a session that only the end user's challenge gives.
  check(successes >= items.length - 1, `${successes} of ${items.length} requests succeeded`);
  problems.forEach((problem) => console.error(problem));
  process.exit(problems.length ? 1 : 0);
});
