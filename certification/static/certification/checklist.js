/*
 * A checklist that is never lost: what is marked stays in this browser, saving puts it in line, and it is sent when
 * there is a network. Without this file the page is a plain form.
 */
import { carry, queue, queued, send, who } from "./sending.js";

const DRAFT = `draft ${who} `; /* somebody else on this device begins with a blank one */
const here = location.pathname;
const isCarried = here.endsWith("/stored/");

for (const form of document.querySelectorAll("[data-checklist]")) begin(form);

function begin(form) {
    const door = form.dataset.checklist;
    const said = form.querySelector("[data-said]");
    const draft = JSON.parse(localStorage.getItem(DRAFT + door) ?? "null");
    /* A blank page that was kept makes a number of its own for each new checklist. */
    if (isCarried && !("begun" in form.dataset)) form.elements.uuid.value = crypto.randomUUID();
    if (draft && (draft.uuid === form.elements.uuid.value || !("begun" in form.dataset))) fill(form, draft);
    if (queued(form.elements.uuid.value)) said.textContent = form.dataset.kept;

    form.addEventListener("input", () => localStorage.setItem(DRAFT + door, JSON.stringify(fieldsOf(form))));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const fields = fieldsOf(form);
        if (event.submitter?.name === "finish") fields.finish = "1";
        queue(fields.uuid, door, fields);
        localStorage.setItem(DRAFT + door, JSON.stringify(fields));
        said.textContent = form.dataset.kept;
        send().then((told) => arrived(form, fields, told[fields.uuid]));
    });
}

const fieldsOf = (form) => {
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrfmiddlewaretoken;
    return fields;
};

function fill(form, fields) {
    for (const [name, value] of Object.entries(fields)) {
        const field = form.elements[name];
        if (field) field.value = value; /* of radio buttons: the one that was chosen */
    }
}

/* What the server has is no draft any more; the page goes on from its version. */
async function arrived(form, fields, told) {
    const said = form.querySelector("[data-said]");
    if (!told?.taken) {
        if (told?.error) said.textContent = told.error;
        return;
    }
    localStorage.removeItem(DRAFT + form.dataset.checklist);
    form.elements.base.value = told.version;
    said.textContent = [form.dataset.sent, told.error].filter(Boolean).join(" ");
    if (isCarried) {
        await carry(here).catch(() => {});
        if (told.finished) location.reload();
    } else if (told.conflict || told.finished) location.assign(told.conflict || here.split("obs/")[0]);
}
