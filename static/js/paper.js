/*
 * Typing answers in from paper: one key fills a box that takes one, Enter and arrows move, each line saves itself
 * when it is left. Without this file the grid is a plain form with one button.
 */
const form = document.querySelector("form[data-grid]");
const rows = form ? [...form.querySelectorAll("tr[data-place]")] : [];
const cellsOf = (row) => [...row.querySelectorAll("input.cell")];
const place = (row) => row.dataset.place;
const field = (row, name) => row.querySelector(`[name="${name}-${place(row)}"]`);
const stored = (row) => JSON.parse(field(row, "w").value || "[]");
const typed = (row) => cellsOf(row).map((cell) => cell.value.trim());
const isChanged = (row) =>
    typed(row).join("\n") !== stored(row).join("\n") || field(row, "absent").checked !== (field(row, "b").value === "1");

function go(row, at) {
    const cell = row && cellsOf(row)[at];
    cell?.focus();
    cell?.select();
    return Boolean(cell);
}

function step(cell, by) {
    const row = cell.closest("tr");
    return go(row, cellsOf(row).indexOf(cell) + by);
}

const neighbour = (row, by) => rows[rows.indexOf(row) + by];

function say(row, words) {
    row.querySelector(".row-state").textContent = words;
}

/* One line at a time: a second save of the same line waits for the first. */
const busy = new Map();

function save(row) {
    const next = (busy.get(row) ?? Promise.resolve()).then(() => (isChanged(row) ? send(row) : undefined));
    busy.set(row, next);
    return next;
}

async function send(row) {
    const body = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "language"]) body.append(name, form.elements[name].value);
    for (const one of row.querySelectorAll("input[name]")) {
        if (one.type !== "checkbox" || one.checked) body.append(one.name, one.value);
    }
    const sent = typed(row).join("\n");
    say(row, form.dataset.saving);
    try {
        const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
        if (!answer.ok) throw new Error(answer.status);
        show(row, (await answer.json()).rows[0], sent);
    } catch {
        say(row, form.dataset.failed);
    }
}

function show(row, told, sent) {
    if (!told) return;
    if (told.state === "saved") {
        field(row, "w").value = told.shown;
        field(row, "b").value = told.absent ? "1" : "";
        /* "b" is shown as "B", unless somebody types on meanwhile. */
        if (typed(row).join("\n") === sent) cellsOf(row).forEach((cell, at) => { cell.value = stored(row)[at]; });
    }
    cellsOf(row).forEach((cell, at) => {
        const fault = told.faults.find((one) => one.cell === at);
        if (fault) cell.setAttribute("aria-invalid", "true");
        else cell.removeAttribute("aria-invalid");
        cell.title = fault?.words ?? "";
    });
    say(row, [told.words, ...told.faults.map((one) => one.words)].join(" "));
}

form?.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell") || event.isComposing) return;
    const row = cell.closest("tr");
    const at = cellsOf(row).indexOf(cell);
    const isWhole = cell.selectionEnd - cell.selectionStart === cell.value.length;
    const moves = {
        Enter: () => step(cell, 1) || (save(row), go(neighbour(row, 1), 0) || form.querySelector("button").focus(), true),
        ArrowUp: () => go(neighbour(row, -1), at),
        ArrowDown: () => go(neighbour(row, 1), at),
        ArrowLeft: () => (isWhole || cell.selectionStart === 0) && step(cell, -1),
        ArrowRight: () => (isWhole || cell.selectionStart === cell.value.length) && step(cell, 1),
    };
    const move = moves[event.key];
    if (!move) return;
    if (event.key === "Enter") event.preventDefault();
    if (move()) event.preventDefault();
});

/* A box that takes one key hands over to the next one; the last box of a line waits for Enter. */
form?.addEventListener("input", ({ target }) => {
    if (target.matches("input.cell-one") && target.value.trim().length === 1) step(target, 1);
});

form?.addEventListener("focusin", ({ target }) => target.matches("input.cell") && target.select());

form?.addEventListener("focusout", ({ target, relatedTarget }) => {
    const row = target.closest("tr[data-place]");
    if (!row || row.contains(relatedTarget) || !isChanged(row)) return;
    if (typed(row).every(Boolean) || field(row, "absent").checked || typed(row).every((text) => !text)) save(row);
});
