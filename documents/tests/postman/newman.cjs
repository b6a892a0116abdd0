// Runs collections by newman, one after the other: `NODE_PATH=… node newman.cjs COLLECTIONS`. Files of bodies are read from the current folder.
"use strict";
const fs = require("fs");
const newman = require("newman");

let current = 0;
const collections = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const next = (index) => {
  current = index;
  if (index === collections.length) return;
  const options = { collection: collections[index], workingDir: process.cwd(), reporters: [], timeoutRequest: 10000 };
  newman.run(options, (error) => {
    if (error) console.error(`collection ${index}: ${error.message}`);
    next(index + 1);
  });
};
// What newman cannot send is not compared.
process.on("uncaughtException", (error) => {
  console.error(`collection ${current}: ${error.message}`);
  next(current + 1);
});
next(0);
