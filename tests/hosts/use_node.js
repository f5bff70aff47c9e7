// use_node.js MODULE EXTENSION QUERIES: better-sqlite3, node:sqlite
const [name, extension, queries] = process.argv.slice(2);
const module_ = require(name);
const db = name === "node:sqlite" ? new module_.DatabaseSync(":memory:", { allowExtension: true }) : new module_(":memory:");
db.loadExtension(extension);
for (const query of require("fs").readFileSync(queries, "utf8").trim().split("\n"))
  console.log(Object.values(db.prepare(query).get())[0]);
