// What Lighthouse says of pages on this machine, as on a phone. In: node_modules, Chromium, how often each page is
// looked at, and addresses as arguments. Out: for each address one line of JSON: medians of what depends on time, the
// worst of what does not. Nothing but loopback is asked.
import { pathToFileURL } from "node:url";

const [modules, chromium, runs, ...addresses] = process.argv.slice(2);
const load = async (file) => (await import(pathToFileURL(`${modules}/${file}`).href)).default;
const lighthouse = await load("lighthouse/core/index.js");
const { filterToValidRuns } = await import(
  pathToFileURL(`${modules}/lighthouse/core/lib/median-run.js`).href
);
const puppeteer = await load("puppeteer-core/lib/esm/puppeteer/puppeteer-core.js");

const categories = ["accessibility", "best-practices", "seo", "performance"];
const timings = ["largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time"];
const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  ],
});
const look = async (address) => {
  const page = await browser.newPage();
  const flags = { onlyCategories: categories, logLevel: "error", disableFullPageScreenshot: true };
  const { lhr } = await lighthouse(address, flags, undefined, page);
  await page.close();
  return lhr;
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
for (const address of addresses) {
  const seen = [];
  for (let run = 0; run < Number(runs); run += 1) seen.push(await look(address));
  const valid = filterToValidRuns(seen);
  if (valid.length * 2 <= seen.length) {
    throw new Error(`${address}: ${seen.map((lhr) => lhr.runtimeError?.message ?? "no timings").join("; ")}`);
  }
  const scores = (name) => valid.map((lhr) => Math.round(lhr.categories[name].score * 100));
  const measured = (name) => valid.map((lhr) => lhr.audits[name].numericValue);
  const short = Object.values(valid[0].audits)
    .filter((audit) => audit.score !== null && audit.score < 1)
    .map((audit) => ({ id: audit.id, title: audit.title, items: [audit.details?.items ?? []].flat().slice(0, 3) }));
  const told = {
    address,
    version: valid[0].lighthouseVersion,
    runs: valid.length,
    scores: Object.fromEntries(
      categories.map((name) => [name, (name === "performance" ? median : (all) => Math.min(...all))(scores(name))]),
    ),
    timings: Object.fromEntries(timings.map((name) => [name, median(measured(name))])),
    ranges: Object.fromEntries(timings.map((name) => [name, [Math.min(...measured(name)), Math.max(...measured(name))]])),
    short,
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
await browser.close();
