/*
 * Keeps pages of a class on the device and shows them where the network fails. It stores nothing personal: only pages
 * that are the same for the whole class, the files they need, help and the neutral page. After "Leave this page" it
 * gives out nothing but the neutral page until somebody signs in on purpose.
 */
const PAGES = "pages-1";
const FILES = "files-1";
const STAFF = "staff-1"; /* lessons and checklists: plan and questions, no names */
const NEUTRAL = "/tools/calc/";
const SHELL = "/my/offline/";
const LIST = "/my/offline/list";
const LEFT = "/my/offline/left";
const EXIT_PATIENCE = 1200;
const STEP_PATIENCE = 4000;

const same = { ignoreVary: true, ignoreSearch: true };
const page = async (url) => (await caches.open(PAGES)).match(url, same);
const hasLeft = async () => Boolean(await (await caches.open(FILES)).match(LEFT));

addEventListener("install", (event) => event.waitUntil((async () => {
    await keepNeutral().catch(() => {});
    await skipWaiting();
})()));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/* --- What is kept ---------------------------------------------------------------------------------------------- */
async function fetchInto(cache, url) {
    const reply = await fetch(url, { headers: { "X-Keep": "1" }, redirect: "manual" });
    if (reply.ok) await cache.put(url, reply.clone());
    return reply.ok ? reply.text() : "";
}

/* The calculator and its files, in the language of the device. */
async function keepNeutral() {
    const files = await caches.open(FILES);
    const text = await fetchInto(files, NEUTRAL);
    for (const [, url] of text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)) await keepFile(url);
}

async function keepFile(url) {
    const files = await caches.open(FILES);
    if (!(await files.match(url))) await files.add(url).catch(() => {});
}

async function keepPages({ owner, lessons, language, files }) {
    const list = await (await page(LIST))?.json();
    if (list && list.owner !== owner) await caches.delete(PAGES);
    const old = new Map(list?.owner === owner && list.language === language ? list.lessons.map((lesson) => [lesson.url, lesson]) : []);
    const cache = await caches.open(PAGES);
    await (await caches.open(FILES)).delete(LEFT);
    await caches.delete(STAFF); /* a student sits here now */
    await keepNeutral().catch(() => {});
    for (const url of [SHELL, "/help/"]) await keepShown(cache, await fetchInto(cache, url).catch(() => ""));
    for (const url of files) await keepFile(url);
    for (const lesson of lessons) {
        if (old.get(lesson.url)?.mark === lesson.mark) continue;
        for (const url of lesson.pages) {
            const text = await fetchInto(cache, url);
            for (const [, picture] of text.matchAll(/(?:src|href)="(\/media\/[^"]+)"/g)) await keepFile(picture);
            await keepShown(cache, text);
        }
        old.set(lesson.url, { title: lesson.title, url: lesson.url, mark: lesson.mark });
        const known = JSON.stringify({ owner, language, lessons: [...old.values()] });
        await cache.put(LIST, new Response(known, { headers: { "Content-Type": "application/json" } }));
    }
}

/* Pictures of questions, which go when the pages go; sounds are heavy, and their words stand on the page. */
async function keepShown(cache, text) {
    for (const [, url] of text.matchAll(/data-codes="(\/static\/[^"]+)"/g)) await keepFile(url);
    for (const [, url] of text.matchAll(/(?:src|href)="(\/q\/m\/[^"]+\.webp)"/g)) if (!(await cache.match(url))) await cache.add(url).catch(() => {});
}

/* A quiz that somebody has begun, whatever lesson it belongs to. */
async function keepQuiz(url) {
    if (await page(url)) return;
    const cache = await caches.open(PAGES);
    await fetchInto(cache, SHELL);
    await keepShown(cache, await fetchInto(cache, url));
}

addEventListener("message", (event) => {
    if (event.data?.kind === "keep") event.waitUntil(keepPages(event.data).catch(() => {}));
    if (event.data?.kind === "keep-quiz") event.waitUntil(keepQuiz(event.data.url).catch(() => {}));
    if (event.data?.kind === "forget") event.waitUntil(caches.delete(PAGES));
});

/* --- What is shown --------------------------------------------------------------------------------------------- */
const neutral = async () => (await caches.match(NEUTRAL, same)) ?? new Response("", { headers: { "Content-Type": "text/html" } });
/* The address changes too: nothing of the page that was left stays in the bar. */
const away = () => Response.redirect(NEUTRAL, 303);

async function leave(request) {
    await (await caches.open(FILES)).put(LEFT, new Response("1"));
    await Promise.all([caches.delete(PAGES), caches.delete(STAFF)]);
    const late = new Promise((done) => setTimeout(done, EXIT_PATIENCE)).then(away);
    return Promise.race([fetch(request).catch(away), late]);
}

async function stored(path) {
    if (await hasLeft()) return away();
    const start = /^\/my\/q\/start\/([a-z0-9]+)\/$/.exec(path);
    return (await page(start ? `/my/q/stored/${start[1]}/` : path)) ?? (await page(SHELL)) ?? Response.error();
}

/* A page of staff that cannot be reached: lesson or checklist go on in the page that was kept for them. */
async function keptWork(path) {
    if (await hasLeft()) return away();
    const cache = await caches.open(STAFF);
    const dossier = /^\/tr\/p\/[a-z0-9]+\//.exec(path)?.[0];
    const root = path.slice(0, path.indexOf("/", 1) + 1);
    const run = /^\/t\/run\/[a-z0-9]+\//.exec(path)?.[0];
    const lesson = /^\/t\/l\/[a-z0-9]+\//.exec(path)?.[0];
    const newest = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(root)).pop();
    const found = (dossier && (await cache.match(`${dossier}stored/`))) ?? (run && (await cache.match(run))) ?? (lesson && (await cache.match(`${lesson}stored/`))) ?? (newest && (await cache.match(newest)));
    return found ?? Response.error();
}

async function lookup(request, path) {
    const isStep = /^\/my\/l\/[a-z0-9]+\/\d+\/$/.test(path);
    const kept = isStep && !(await hasLeft()) && (await page(path));
    const late = kept && new Promise((done) => setTimeout(() => done(kept), STEP_PATIENCE));
    const asked = fetch(request).catch(() => stored(path));
    return late ? Promise.race([asked, late]) : asked;
}

async function file(request) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    const reply = await fetch(request);
    if (reply.ok) (await caches.open(FILES)).put(request, reply.clone());
    return reply;
}

addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method === "POST" && request.mode === "navigate" && origin === location.origin) {
        if (pathname === "/staff/sign-out/") event.waitUntil(caches.delete(STAFF));
        else if (pathname.startsWith("/t/run/")) event.respondWith(fetch(request).catch(() => Response.redirect(pathname.split("/").slice(0, 4).join("/") + "/", 303)));
    }
    if (request.method !== "GET" || origin !== location.origin) return;
    if (request.mode === "navigate") {
        if (pathname === "/exit") event.respondWith(leave(request));
        else if (pathname.startsWith("/my/") || pathname.startsWith("/help/")) event.respondWith(lookup(request, pathname));
        else if (/^\/tr?\//.test(pathname)) event.respondWith(fetch(request).catch(() => keptWork(pathname)));
        else if (pathname === NEUTRAL) event.respondWith(fetch(request).catch(neutral));
    } else if (pathname.startsWith("/static/")) event.respondWith(file(request));
    else if (/^\/(media|q\/m)\//.test(pathname)) event.respondWith(fetch(request).catch(() => caches.match(request, same).then((kept) => kept ?? Response.error())));
});
