// Makes a smaller document of a large one: every n-th path by the hash of its name, and the components that they need, without some operations or with
// only some. It prints the ids of the operations.
// node bench/sdk.cjs DOCUMENT EVERY OUT [without | only] [ID…]
const fs = require('fs');
const [file, every, out, which, ...ids] = process.argv.slice(2);
const document = JSON.parse(fs.readFileSync(file, 'utf8'));

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

// FNV-1a, which is the same everywhere.
const hash = text => [...Buffer.from(text)].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

for (const [path, item] of Object.entries(document.paths)) {
  for (const method of METHODS) {
    if (which && item[method] && ids.includes(item[method].operationId) !== (which === 'only')) delete item[method];
  }
  if (hash(path) % Number(every) !== 0 || !METHODS.some(method => item[method])) delete document.paths[path];
}
delete document.webhooks;
delete document['x-webhooks'];

// What is referred to, and what that refers to.
const components = document.components;
delete document.components;
const needed = {};
const visit = value => {
  if (value === null || typeof value !== 'object') return;
  const match = typeof value.$ref === 'string' && /^#\/components\/([^/]+)\/([^/]+)/.exec(value.$ref);
  if (match) {
    const [kind, name] = [match[1], decodeURIComponent(match[2]).replaceAll('~1', '/').replaceAll('~0', '~')];
    needed[kind] ??= {};
    if (!(name in needed[kind])) {
      needed[kind][name] = components[kind][name];
      visit(components[kind][name]);
    }
  }
  Object.values(value).forEach(visit);
};
visit(document);
if (components.securitySchemes) needed.securitySchemes = components.securitySchemes;
document.components = needed;

const operations = Object.values(document.paths).flatMap(item => METHODS.map(method => item[method]).filter(Boolean));
fs.writeFileSync(out, JSON.stringify(document));
operations.forEach(operation => console.log(operation.operationId));
