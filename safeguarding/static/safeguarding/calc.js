/* The same arithmetic as on the server, at once. Without this file every key asks the server. */
const form = document.forms[0];
const line = form.q;
const output = form.querySelector("output");

function workOut(text) {
    const tokens = text.replace(/[×·⋅]/g, "*").replace(/[÷:]/g, "/").replace(/[−–]/g, "-").replaceAll(",", ".")
        .match(/\d+\.?\d*|\.\d+|\S/g) ?? [];
    let place = 0;
    function chain(part, signs) {
        let value = part();
        while (Object.hasOwn(signs, tokens[place])) value = signs[tokens[place++]](value, part());
        return value;
    }
    const product = () => chain(factor, { "*": (a, b) => a * b, "/": (a, b) => a / b });
    const sum = () => chain(product, { "+": (a, b) => a + b, "-": (a, b) => a - b });
    function factor() {
        const token = tokens[place++];
        if (token === "-") return -factor();
        if (token === "+") return factor();
        if (token === "(") {
            const value = sum();
            return tokens[place++] === ")" ? value : NaN;
        }
        return /\d/.test(token) ? Number(token) : NaN;
    }
    const value = sum();
    return place === tokens.length && Number.isFinite(value) ? String(Number(value.toPrecision(15))) : "";
}

function show() {
    const result = workOut(line.value);
    output.value = result && "= " + result.replace(".", output.dataset.point);
    form.querySelector("#fault").textContent = "";
}

line.addEventListener("input", show);
form.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    /* A line without a result goes to the server, which says what is wrong. */
    if (!key || (key.value === "=" && line.value && !output.value)) return;
    event.preventDefault();
    if (key.value === "=") line.value = output.value.slice(2);
    else if (key.value === "C") line.value = "";
    else if (key.value === "⌫") line.value = line.value.slice(0, -1);
    else line.value = (line.value + key.value).slice(0, line.maxLength);
    show();
});
