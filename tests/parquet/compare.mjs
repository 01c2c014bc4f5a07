// compare.mjs LULL SOURCE: holds the Parquet files of `lull features` and the tables of a run, as hyparquet and DuckDB read them,
// against CSV, the views and questions of lull.sqlite in DuckDB against SQLite, and asks DuckDB what docs/database.md shows.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetMetadata, parquetReadObjects } from "hyparquet";

/** 40 s of 16-bit samples: noise (a linear congruential generator), a tone that comes and goes, silence. */
function recording() {
  const rate = 16000, samples = 40 * rate;
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(2 * samples, 40);
  for (let i = 0, state = 1; i < samples; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const tone = i % (2 * rate) < rate ? 8000 * Math.sin((2 * Math.PI * 440 * i) / rate) : 0;
    const silent = i > 10 * rate && i < 11 * rate;
    bytes.writeInt16LE(silent ? 0 : Math.round(tone + (state >>> 22) - 512), 44 + 2 * i);
  }
  return bytes;
}

function csvRows(path) {
  const cells = (line) => line.includes('"')
    ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((found) => found[1]?.replaceAll('""', '"') ?? found[2])
    : line.split(",");
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n").map(cells);
  return { head, lines };
}

/** A cell of CSV as Parquet has it: floats are read back as the same float. */
function valueOf(name, cell) {
  if (name === "label") return cell;
  if (name === "frames") return BigInt(cell);
  if (cell === "") return null;
  return name.endsWith("_s") ? Number(cell) : Math.fround(Number(cell));
}

let faults = 0;
function fault(text) {
  if (++faults <= 20) console.log(text);
}

// Extensions are neither looked for nor loaded behind our back.
const instance = await DuckDBInstance.create(":memory:", { autoinstall_known_extensions: "false" });
const duckdb = await instance.connect();

/** A cell of a table of a run as what its Parquet column, whose value this is, should have. */
function likeOf(value, cell) {
  if (typeof value === "string") return cell;
  if (cell === "") return null;
  if (typeof value === "boolean") return cell === "true";
  return typeof value === "bigint" ? BigInt(cell) : Number(cell);
}

async function compare(name, leastGroups, right, folder = "out") {
  const bytes = readFileSync(`${folder}/${name}.parquet`);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const groups = parquetMetadata(file).row_groups.length;
  if (groups < leastGroups) fault(`${name}: ${groups} row groups`);
  const csv = csvRows(`${folder}/${name}.csv`);
  compareRows(name, `hyparquet, ${groups} row groups`, await parquetReadObjects({ file }), csv, right);
  const read = await duckdb.runAndReadAll(`FROM '${folder}/${name}.parquet'`);
  compareRows(name, "DuckDB", read.getRowObjectsJS(), csv, right);
}

function compareRows(name, reader, rows, { head, lines }, right) {
  if (rows.length !== lines.length) fault(`${name}: ${rows.length} rows, ${lines.length} in CSV`);
  let absent = 0;
  rows.forEach((row, at) => {
    if (Object.keys(row).join() !== head.join()) fault(`${name}, row ${at}: other columns`);
    head.forEach((column, i) => {
      const value = row[column] ?? null;
      const wanted = right(column, lines[at][i], value);
      absent += wanted === null;
      if (value !== wanted) fault(`${name}, row ${at}, ${column}: ${value}, ${wanted} in CSV`);
    });
  });
  if (absent === 0) fault(`${name}: nothing is absent, which should be`);
  console.log(`${name}, ${reader}: ${rows.length} rows, ${head.length} columns, ${absent} absent`);
}

/** The tables of a run, of which one recording fails. */
async function compareRun(source) {
  writeFileSync("broken.rttm", "SPEAKER broken 1 x y <NA> <NA> CRY <NA> <NA>\n");
  const paths = ["answered", "unanswered"].map((name) => `${source}/samples/${name}.rttm`).concat("broken.rttm");
  const words = ["measure", ...paths, "-o", "run", "-q"];
  const lull = (...more) => spawnSync(process.argv[2], [...words, ...more], { stdio: ["ignore", "inherit", "ignore"] }).status;
  if (lull("--parquet") !== 1) fault("a run with one failure did not end with 1");
  for (const name of ["recordings", "episodes", "segments"]) await compare(name, 1, (column, cell, value) => likeOf(value, cell), "run");
  const measured = (await duckdb.runAndReadAll("FROM 'run/metrics.parquet'")).getRowObjectsJS();
  const { lines } = csvRows("run/metrics.csv");
  if (measured.length !== lines.length || measured.length === 0) fault(`metrics: ${measured.length} rows, ${lines.length} in CSV`);
  const cell = ({ value, word }) => (value ?? word ?? "").toString();
  const plain = (text) => ({ true: "1", false: "0" })[text] ?? (text !== "" && !Number.isNaN(Number(text)) ? Number(text).toString() : text);
  measured.forEach((row, at) => {
    const line = [row.recording, row.metric, cell(row), row.reason ?? ""].join();
    const [recording, metric, value, reason] = lines[at];
    if (line !== [recording, metric, plain(value), reason].join()) fault(`metrics, row ${at}: ${line}, ${lines[at]} in CSV`);
  });
  console.log(`metrics, DuckDB: ${measured.length} rows`);
  if (lull() !== 1 || existsSync("run/segments.parquet")) fault("a run without --parquet left the tables of the one before");
  // What somebody else put there is not ours to remove, nor to replace unasked.
  writeFileSync("run/segments.parquet", "PAR1 somebody's PAR1");
  if (lull() !== 1 || !existsSync("run/segments.parquet")) fault("a run without --parquet removed a file that is not ours");
  if (lull("--parquet") !== 2 || existsSync("run/recordings.parquet")) fault("a run replaced a file that is not ours");
  rmSync("run/segments.parquet");
  mkdirSync("run/segments.parquet");
  if (lull("--parquet", "--force") !== 2) fault("a run replaced a folder that is not ours");
  if (lull() !== 1) fault("a folder named like a table is in the way");
  rmSync("run/segments.parquet", { recursive: true });
  if (lull("--parquet") !== 1 || lull("--parquet") !== 1) fault("a run could not replace its own tables");
}

/** A name of a file may be any bytes; a table is text. */
async function compareOddName() {
  mkdirSync("odd", { recursive: true });
  writeFileSync(Buffer.from("odd/b\xe9.wav", "latin1"), "no recording");
  const status = spawnSync(process.argv[2], ["analyze", "odd", "-o", "oddrun", "-q", "--parquet"], { stdio: "ignore" }).status;
  const rows = (await duckdb.runAndReadAll("SELECT path, recording FROM 'oddrun/recordings.parquet'")).getRows();
  if (rows.length !== 1 || !rows[0][0].endsWith("b\ufffd.wav")) fault(`a name that is no UTF-8, exit ${status}: ${rows}`);
}

/** What the page shows for DuckDB, statement by statement. Its extension for SQLite is no part of the package: what needs it
 * is shown where it is installed, and told of elsewhere. */
async function askAsDocumented(source) {
  const page = readFileSync(`${source}/docs/database.md`, "utf8");
  const blocks = [...page.matchAll(/\n```duckdb\n([^`]+)```/g)].map((found) => found[1]);
  if (blocks.length !== 2) fault(`docs/database.md has ${blocks.length} blocks for DuckDB`);
  const samples = ["answered", "unanswered"].map((name) => `${source}/samples/${name}.rttm`);
  execFileSync(process.argv[2], ["measure", ...samples, "-o", "results", "-q", "--parquet"], { stdio: "inherit" });
  for (const block of blocks) {
    const statements = block.split(";").map((text) => text.trim()).filter((text) => text && !text.startsWith("INSTALL"));
    for (const statement of statements) {
      try {
        const rows = (await duckdb.runAndReadAll(statement)).getRows();
        if (statement.startsWith("SELECT") && rows.length === 0) fault(`${statement}\nanswers nothing`);
      } catch (error) {
        if (statement !== "LOAD sqlite") fault(`${statement}\n${error.message}`);
        else console.log("lull.sqlite in DuckDB was not shown: its extension sqlite is not installed here");
        break;
      }
    }
  }
}

/** The tables of lull.sqlite with the types that DuckDB's extension gives them, and its views and the questions of the page word
 * for word: they must answer in DuckDB what they answer in SQLite. (The extension itself is in no package.) */
async function askInBoth(source) {
  const sqlite = (sql) => JSON.parse(execFileSync("sqlite3", ["-readonly", "-json", "run/lull.sqlite", sql], { encoding: "utf8" }) || "[]");
  const copy = await (await DuckDBInstance.create(":memory:", { autoinstall_known_extensions: "false" })).connect();
  const made = sqlite("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY rowid");
  const types = { INTEGER: "BIGINT", REAL: "DOUBLE", NUMERIC: "DOUBLE" };
  for (const { type, name, sql } of made) {
    if (type === "table") {
      await copy.run(sql.replace("WITHOUT ROWID", "").replace(/\b(INTEGER|REAL|NUMERIC)\b/g, (found) => types[found]));
      const columns = sqlite(`SELECT name, type FROM pragma_table_info('${name}')`);
      if (columns.some((column) => column.type === "")) fault(`${name}: a column without a type is bytes in DuckDB`);
      writeFileSync("rows.json", JSON.stringify(sqlite(`SELECT * FROM ${name}`)));
      const given = columns.map((column) => `'${column.name}': '${types[column.type] ?? column.type}'`).join();
      await copy.run(`INSERT INTO ${name} SELECT * FROM read_json('rows.json', columns = {${given}})`);
    } else {
      await copy.run(sql);
    }
  }
  const page = readFileSync(`${source}/docs/database.md`, "utf8");
  const questions = [...page.matchAll(/\n```sql\n([^`]+)```/g)].map((found) => found[1].trim().replace(/;$/, ""));
  const views = made.filter(({ type }) => type === "view").map(({ name }) => `SELECT * FROM ${name}`);
  // SQLite's shell prints fifteen digits.
  const cell = (value) => (typeof value === "string" || value === null ? value : Number(Number(value).toPrecision(13)));
  const sorted = (rows) => rows.map((row) => JSON.stringify(Object.entries(row).map(([key, value]) => [key, cell(value)]))).sort();
  for (const question of [...views, ...questions]) {
    const [one, other] = [sorted(sqlite(question)), sorted((await copy.runAndReadAll(question)).getRowObjectsJS())];
    if (one.length === 0) fault(`${question}\nanswers nothing`);
    if (one.join("\n") !== other.join("\n")) fault(`${question}\n${one.slice(0, 3).join("\n")}\nin SQLite, in DuckDB\n${other.slice(0, 3).join("\n")}`);
  }
  console.log(`${views.length} views and ${questions.length} questions in SQLite and DuckDB`);
}

for (const folder of ["odd", "oddrun", "out", "results", "run"]) rmSync(folder, { recursive: true, force: true });
writeFileSync("a.wav", recording());
const segment = (onset, length, label) => `SPEAKER a 1 ${onset} ${length} <NA> <NA> ${label} <NA> <NA>\n`;
writeFileSync("a.rttm", segment(1, 3, "CRY") + segment(10.2, 0.5, "KCHI") + segment(50, 1, "FEM"));
for (const format of ["csv", "parquet"]) {
  const words = ["--window-ms", "5", "--hop-ms", "1", "--segments", "a.rttm", "--format", format, "-q"];
  execFileSync(process.argv[2], ["features", "a.wav", "-o", "out", ...words], { stdio: "inherit" });
}
await compare("a.frames", 2, valueOf);
await compare("a.segments", 1, valueOf);
await compareRun(process.argv[3]);
await compareOddName();
await askInBoth(process.argv[3]);
await askAsDocumented(process.argv[3]);
console.log(`${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
