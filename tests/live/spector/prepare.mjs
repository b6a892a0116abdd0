// Writes what the suite needs of @typespec/http-specs, which is installed in the folder of the first argument: `openapi/NAME/….yaml`, the documents that the
// OpenAPI emitter makes of its specifications, and `scenarios.json`, each scenario with its requests and the status and headers of their responses.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const load = (path) => import(pathToFileURL(join(folder, "node_modules", path)).href);
const { compile, NodeHost } = await load("@typespec/compiler/dist/src/index.js");
const { expandDyns } = await load("@typespec/spec-api/dist/index.js");
const { parse } = (await load("yaml/dist/index.js")).default;

const config = { baseUrl: process.argv[3] };
// What lies in node_modules is not searched by the server.
const specs = join(folder, "specs");
if (!existsSync(specs)) cpSync(join(folder, "node_modules/@typespec/http-specs"), specs, { recursive: true });

const openapi = join(folder, "openapi");
rmSync(openapi, { recursive: true, force: true });
const mains = readdirSync(join(specs, "specs"), { recursive: true }).filter((path) => path.endsWith("main.tsp")).sort();
const documents = {};
const nameOf = (path) => dirname(path).replaceAll("/", ".");
for (const path of mains) {
  const name = nameOf(path);
  const output = join(openapi, name);
  const options = { emit: ["@typespec/openapi3"], options: { "@typespec/openapi3": { "emitter-output-dir": output } } };
  // The emitter itself fails for three of them.
  await compile(NodeHost, join(specs, "specs", path), options).catch((error) => console.log(`no OpenAPI for ${name}: ${String(error).split("\n")[0]}`));
  const files = existsSync(output) ? readdirSync(output).filter((file) => file.endsWith(".yaml")).sort() : [];
  documents[name] = files.map((file) => {
    const root = parse(readFileSync(join(output, file), "utf8"));
    return { document: `${name}/${file}`, root, prefix: prefixOf(root) };
  });
}

/** The paths that the document's server may have before those of its operations; a variable is one segment, or one of its values. */
function prefixOf(root) {
  const [server] = root.servers ?? [];
  const path = (server?.url ?? "").replace(/^(https?:\/\/[^/]*|\{endpoint\})/, "").replace(/\/$/, "");
  const escaped = path.split(/\{([^}]*)\}/).map((part, at) => {
    if (at % 2 === 0) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    const values = server.variables?.[part]?.enum;
    return values ? `(?:${values.map((value) => value.replaceAll(".", "\\.")).join("|")})` : "[^/]+";
  });
  return `^${escaped.join("")}(?=/|$)`;
}

const resolved = (root, node) => (node?.$ref ? node.$ref.split("/").slice(1).reduce((at, key) => at?.[key], root) : node);

/** The operation of a document that a request is for: that with the fewest parameters in its path. */
function operationOf(root, method, path) {
  const found = Object.entries(root.paths).filter(([template, item]) => {
    const parts = template.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
    return item[method] && new RegExp(`^${parts.join("[^/]+")}$`).test(path.split("?")[0]);
  });
  found.sort(([one], [other]) => one.split("{").length - other.split("{").length);
  return found[0]?.[1][method];
}

/** What the mock's definition of a request says in another way than the request itself, or leaves to its handler. */
function completed(root, operation, name, request) {
  const open = openRequests[name];
  if (open) return { ...request, headers: {}, ...open };
  const body = request.body;
  const types = Object.keys(resolved(root, operation?.requestBody)?.content ?? {});
  // `json(…)` is how a mock writes its content, whatever the media type of the operation.
  if (body?.contentType !== "application/json" || types.length !== 1 || types[0] === body.contentType) return request;
  const raw = types[0].startsWith("text/") ? JSON.parse(body.rawContent.serialize(config)) : body.rawContent;
  return { ...request, body: { contentType: types[0], rawContent: raw } };
}

const { pngFile } = await import(pathToFileURL(join(specs, "dist/specs/helper.js")).href);
const png = (fieldname) => ({ fieldname, originalname: "image.png", buffer: pngFile, mimetype: "image/png" });
const multipart = (...files) => ({ body: { kind: "multipart", files } });
const emptyObject = { body: { contentType: "application/json", rawContent: "{}" } };
const openRequests = {
  Payload_MultiPart_FormData_File_uploadFileSpecificContentType: multipart(png("file")),
  Payload_MultiPart_FormData_File_uploadFileRequiredFilename: multipart(png("file")),
  Payload_MultiPart_FormData_File_uploadFileArray: multipart(png("files"), png("files")),
  Type_Model_Visibility_getModel: emptyObject,
  Type_Model_Visibility_putReadOnlyModel: emptyObject,
};

// What a query may hold as it is: the separators of lists, whose items are encoded one by one.
const encoded = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%2F/g, "/");

/** Path and query of a request, as Spector's own client makes them. */
function target(uri, request) {
  let path = uri;
  for (const [key, value] of Object.entries(request.pathParams ?? {})) path = path.replaceAll(`:${key}`, encodeURIComponent(value));
  path = path.replaceAll("\\:", ":");
  const pairs = Object.entries(request.query ?? {}).flatMap(([key, value]) => [value].flat().map((item) => `${encodeURIComponent(key)}=${encoded(String(item))}`));
  if (pairs.length > 0) path += (path.includes("?") ? "&" : "?") + pairs.join("&");
  return path;
}

async function bodyOf(body, config) {
  if (body === undefined) return undefined;
  if (body.kind !== "multipart") {
    const raw = body.rawContent;
    return { type: body.contentType, bytes: typeof raw === "object" && !Buffer.isBuffer(raw) ? raw.serialize(config) : raw };
  }
  const form = new FormData();
  for (const [key, value] of Object.entries(body.parts ?? {})) form.append(key, typeof value === "string" ? value : JSON.stringify(value));
  for (const file of body.files ?? []) form.append(file.fieldname, new Blob([file.buffer], { type: file.mimetype }), file.originalname);
  const message = new Response(form);
  return { type: message.headers.get("content-type"), bytes: Buffer.from(await message.arrayBuffer()) };
}

const texts = (headers) => Object.entries(expandDyns(headers ?? {}, config)).map(([name, value]) => [name.toLowerCase(), String(value)]);
const scenarios = [];
const dist = join(specs, "dist/specs");
for (const path of readdirSync(dist, { recursive: true }).filter((path) => path.endsWith(".js")).sort()) {
  const { Scenarios } = await import(pathToFileURL(join(dist, path)).href);
  for (const [name, scenario] of Object.entries(Scenarios ?? {})) {
    const calls = [];
    for (const api of scenario.apis) {
      // What a scenario tells its server to reject is no call of a client.
      if (scenario.passCondition === "by-key" && api.request?.status >= 400) continue;
      const of = documents[nameOf(path)] ?? [];
      const uri = target(api.uri, api.request ?? {});
      const bases = of.flatMap(({ document, root, prefix }) => {
        const base = uri.match(prefix)?.[0];
        return base === undefined ? [] : [{ document, root, base }];
      });
      // The URL of the server and the path `/` of the operation.
      const rest = uri === bases[0]?.base ? `${uri}/` : uri;
      const { root, operation } = bases.map(({ root, base }) => ({ root, operation: operationOf(root, api.method, rest.slice(base.length)) })).find(({ operation }) => operation) ?? {};
      const request = completed(root, operation, name, api.request ?? {});
      const body = await bodyOf(request.body, config);
      const parameters = (operation?.parameters ?? []).map((parameter) => resolved(root, parameter));
      const lists = parameters.filter((parameter) => parameter.in === "header" && resolved(root, parameter.schema)?.type === "array").map((parameter) => parameter.name.toLowerCase());
      const headers = texts(request.headers)
        .filter(([name]) => !(body && name === "content-type"))
        .flatMap(([name, value]) => (lists.includes(name) ? value.split(",").map((item) => [name, item]) : [[name, value]]));
      if (body) headers.push(["content-type", body.type]);
      const responses = Object.values(operation?.responses ?? {}).map((response) => resolved(root, response));
      const documented = responses.flatMap((response) => Object.keys(response.headers ?? {}).map((name) => name.toLowerCase()));
      calls.push({
        method: api.method.toUpperCase(),
        uri: rest,
        headers,
        body: body && Buffer.from(body.bytes ?? "").toString("base64"),
        // Whether the document leaves the media type of the response to the caller.
        choosesAccept: responses.some((response) => Object.keys(response.content ?? {}).length > 1),
        status: api.response.status,
        isDocumented: operation !== undefined,
        isStatusDocumented: Object.keys(operation?.responses ?? {}).some((status) => status === "default" || status === String(api.response.status) || (status[1] === "X" && status[0] === String(api.response.status)[0])),
        responseHeaders: texts(api.response.headers).filter(([name]) => documented.includes(name)),
        bases: bases.map(({ document, base }) => ({ document, base })),
      });
    }
    scenarios.push({ name, specification: nameOf(path), hasDocument: (documents[nameOf(path)] ?? []).length > 0, calls });
  }
}
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "scenarios.json"), JSON.stringify(scenarios, null, 1));
const emitted = Object.values(documents).filter((files) => files.length > 0).length;
console.log(`${scenarios.length} scenarios in ${mains.length} specifications, of which ${emitted} have OpenAPI documents`);
