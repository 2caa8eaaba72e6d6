// What Lighthouse says of pages on this machine, as on a phone. In: node_modules, Chromium and addresses as
// arguments. Out: for each address one line of JSON. Nothing but loopback is asked.
import { pathToFileURL } from "node:url";

const [modules, chromium, ...addresses] = process.argv.slice(2);
const load = async (file) => (await import(pathToFileURL(`${modules}/${file}`).href)).default;
const lighthouse = await load("lighthouse/core/index.js");
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
for (const address of addresses) {
  const page = await browser.newPage();
  const flags = { onlyCategories: categories, logLevel: "error", disableFullPageScreenshot: true };
  const { lhr } = await lighthouse(address, flags, undefined, page);
  const short = Object.values(lhr.audits)
    .filter((audit) => audit.score !== null && audit.score < 1)
    .map((audit) => ({ id: audit.id, title: audit.title, items: [audit.details?.items ?? []].flat().slice(0, 3) }));
  const told = {
    address,
    version: lhr.lighthouseVersion,
    scores: Object.fromEntries(categories.map((name) => [name, Math.round(lhr.categories[name].score * 100)])),
    timings: Object.fromEntries(timings.map((name) => [name, lhr.audits[name].numericValue])),
    short,
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  await page.close();
}
await browser.close();
