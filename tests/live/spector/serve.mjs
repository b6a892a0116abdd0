// Spector's server on a free port of this machine alone: usage `node serve.mjs FOLDER PORT`. It says on standard output when it responds.
import { Server } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const listen = Server.prototype.listen;
Server.prototype.listen = function (port, done) {
  return listen.call(this, { port, host: "localhost" }, done);
};
const folder = resolve(process.argv[2]);
process.chdir(folder);
const { MockApiApp } = await import(pathToFileURL(join(folder, "node_modules/@typespec/spector/dist/src/app/app.js")).href);
const app = new MockApiApp({ port: Number(process.argv[3]), scenarioPath: join(folder, "specs/specs"), coverageFile: join(folder, "coverage.json") });
await app.start();
