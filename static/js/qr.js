/*
 * Answers that cannot be sent, as codes for the camera of another phone: each opens our page there, which sends what
 * stands behind the "#". Only that phone needs a network; what is shown is sealed, so whoever photographs it reads
 * nothing. Draws QR codes (ISO/IEC 18004) in byte mode at level L, versions 1 to 40.
 */
const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, ...Array(14).fill(30)];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];
const QUIET = 4;

/* --- Codewords ------------------------------------------------------------------------------------------------- */
const alignments = (version) => (version < 2 ? 0 : Math.floor(version / 7) + 2);

function capacity(version) {
    const count = alignments(version);
    const patterns = count ? (25 * count - 10) * count - 55 + (version < 7 ? 0 : 36) : 0;
    return Math.floor(((16 * version + 128) * version + 64 - patterns) / 8);
}

const room = (version) => capacity(version) - CHECKS[version - 1] * BLOCKS[version - 1];
const header = (version) => (version < 10 ? 12 : 20); /* bits: mode and length */

function times(one, other) {
    let product = 0;
    for (let bit = 7; bit >= 0; bit--) {
        product = (product << 1) ^ ((product >> 7) * 0x11d);
        product ^= ((other >> bit) & 1) * one;
    }
    return product;
}

function checksOf(data, count) {
    const generator = [...Array(count - 1).fill(0), 1];
    for (let power = 0, root = 1; power < count; power++, root = times(root, 2)) {
        generator.forEach((_, at) => { generator[at] = times(generator[at], root) ^ (generator[at + 1] ?? 0); });
    }
    const rest = Array(count).fill(0);
    for (const byte of data) {
        const factor = byte ^ rest.shift();
        rest.push(0);
        generator.forEach((part, at) => { rest[at] ^= times(part, factor); });
    }
    return rest;
}

function codewords(bytes, version) {
    const bits = [];
    const add = (value, length) => { for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1); };
    add(4, 4);
    add(bytes.length, header(version) - 4);
    for (const byte of bytes) add(byte, 8);
    add(0, Math.min(4, room(version) * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    for (let filler = 0xec; bits.length < room(version) * 8; filler ^= 0xec ^ 0x11) add(filler, 8);
    const data = [];
    for (let at = 0; at < bits.length; at += 8) data.push(Number.parseInt(bits.slice(at, at + 8).join(""), 2));
    const blocks = BLOCKS[version - 1];
    const short = Math.floor(data.length / blocks);
    const longs = data.length % blocks;
    const parts = Array.from({ length: blocks }, (_, at) => data.splice(0, short + (at >= blocks - longs)));
    const checks = parts.map((part) => checksOf(part, CHECKS[version - 1]));
    const mixed = (rows, length) => Array.from({ length }, (_, at) => rows.map((row) => row[at])).flat().filter((one) => one !== undefined);
    return [...mixed(parts, short + 1), ...mixed(checks, CHECKS[version - 1])];
}

/* --- The drawing ----------------------------------------------------------------------------------------------- */
function remainder(value, divisor, length) {
    let rest = value << length;
    for (let bit = 31 - Math.clz32(rest); bit >= length; bit--) if ((rest >> bit) & 1) rest ^= divisor << (bit - length);
    return (value << length) | rest;
}

function frame(version, mask) {
    const size = version * 4 + 17;
    const dark = Array.from({ length: size }, () => Array(size).fill(null));
    const set = (row, column, value) => { if (dark[row]?.[column] !== undefined) dark[row][column] = Boolean(value); };
    const square = (row, column, reach, isDark) => {
        for (let y = -reach; y <= reach; y++) for (let x = -reach; x <= reach; x++) set(row + y, column + x, isDark(Math.max(Math.abs(x), Math.abs(y))));
    };
    for (let at = 0; at < size; at++) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
    for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(row, column, 4, (distance) => distance !== 2 && distance !== 4);
    const count = alignments(version);
    const step = count && Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const places = Array.from({ length: count }, (_, at) => (at ? size - 7 - (count - 1 - at) * step : 6));
    places.forEach((row, y) => places.forEach((column, x) => {
        const isCorner = (y === 0 && (x === 0 || x === count - 1)) || (x === 0 && y === count - 1);
        if (!isCorner) square(row, column, 2, (distance) => distance !== 1);
    }));
    const format = remainder(8 | mask, 0x537, 10) ^ 0x5412;
    for (let bit = 0; bit < 15; bit++) {
        const value = (format >> bit) & 1;
        set(bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, 8, value);
        set(8, bit < 8 ? size - 1 - bit : bit === 8 ? 7 : 14 - bit, value);
    }
    set(size - 8, 8, true);
    for (let bit = 0; version >= 7 && bit < 18; bit++) {
        const value = (remainder(version, 0x1f25, 12) >> bit) & 1;
        const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
        set(near, far, value);
        set(far, near, value);
    }
    return dark;
}

const MASKS = [
    (row, column) => (row + column) % 2, (row) => row % 2, (row, column) => column % 3, (row, column) => (row + column) % 3,
    (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2, (row, column) => ((row * column) % 2) + ((row * column) % 3),
    (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2, (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];

/* Returns rows of modules, true is dark; null where the text is too long. What is sealed looks like noise, so that no
   mask is better than another. */
export function matrix(text, mask = 0) {
    const bytes = new TextEncoder().encode(text);
    let version = 1;
    while (version <= 40 && room(version) * 8 < header(version) + bytes.length * 8) version++;
    if (version > 40) return null;
    const dark = frame(version, mask);
    const bits = codewords(bytes, version).flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (word >> bit) & 1));
    const size = dark.length;
    let next = 0;
    for (let right = size - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
        if (right === 6) right = 5;
        for (let at = 0; at < size; at++) {
            const row = isUp ? size - 1 - at : at;
            for (const column of [right, right - 1]) {
                if (dark[row][column] === null) dark[row][column] = Boolean((bits[next++] ?? 0) ^ (MASKS[mask](row, column) === 0));
            }
        }
    }
    return dark;
}

function drawn(rows, label) {
    const make = (name, attributes) => {
        const node = document.createElementNS("http://www.w3.org/2000/svg", name);
        for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
        return node;
    };
    const side = rows.length + 2 * QUIET;
    const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join("");
    const picture = make("svg", { viewBox: `0 0 ${side} ${side}`, width: "480", role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
    picture.append(make("path", { d: `M0 0h${side}v${side}h-${side}z`, fill: "#fff" }), make("path", { d: path, fill: "#000" }));
    return picture;
}

/* Shows one code after the other inside the part of the page that is made for it. */
export function show(part, sealed) {
    const codes = sealed.map((one) => matrix(`${location.origin}/sync/scan/#${one}`)).filter(Boolean);
    const [box, place] = [part.querySelector("[data-code]"), part.querySelector("[data-place]")];
    let at = 0;
    const turn = () => {
        place.textContent = part.dataset.place.replace("{n}", at + 1).replace("{c}", codes.length);
        box.replaceChildren(...(codes.length ? [drawn(codes[at], place.textContent)] : []));
        for (const button of part.querySelectorAll("[data-step]")) button.disabled = !codes[at + Number(button.dataset.step)];
    };
    part.querySelector("[data-shown]").hidden = false;
    for (const button of part.querySelectorAll("[data-step]")) {
        button.onclick = () => { at += Number(button.dataset.step); turn(); };
    }
    turn();
}
