// evaluateCondition(expression, env) computes a condition or calculation as
// package expr of the server does, from the JSON that it makes: [names, tree].
// env has value(name): null or {missing: …}, a boolean, number, string, array
// of codes, {many: [values]} of a roster's question seen from outside, {items:
// number} of a roster; today: '2026-05-01'; and, where they mean something,
// item(roster, n): the env of item n, from 0; position, from 1; and
// attribute(name) of an option. The result is null where it is missing.
const evaluateCondition = (() => {
  'use strict';

  const isNumber = v => typeof v === 'number';
  const isText = v => typeof v === 'string';
  const isWhole = Number.isInteger;
  const yes = v => v === true;

  // clean gives null for what is missing.
  const clean = v => v === undefined || v === '' || v?.missing || isNumber(v) && !isFinite(v) ? null : v;

  // order is NaN where two values cannot be compared. Numbers that differ by
  // rounding only are equal.
  const order = (a, b) => {
    if (a === null || typeof a !== typeof b || typeof a === 'object') return NaN;
    if (isNumber(a) && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b))) return 0;
    return a < b ? -1 : +(a > b);
  };
  const equal = (a, b) => order(a, b) === 0;
  const has = (answer, code) => Array.isArray(answer) ? answer.includes(code) : equal(answer, code);

  // all wraps a function of values that are all of one kind.
  const all = (is, f, otherwise = null) => a => a.every(is) ? f(...a) : otherwise;
  const numbers = f => all(isNumber, f);
  const finds = f => all(isText, f, false);

  // total wraps a function of the values that are numbers.
  const total = f => a => {
    const list = a.flatMap(v => v?.many ?? [v]).filter(v => isNumber(clean(v)));
    return list.length ? f(list) : null;
  };
  const sum = list => list.reduce((a, b) => a + b);

  const floor = x => {
    const whole = Math.floor(x), size = Math.abs(x);
    return size < 1e12 && x - whole >= 1 - 1e-14 * Math.max(1, size) ? whole + 1 : whole;
  };
  const round = (x, decimals = 0) => {
    if (!isWhole(decimals) || decimals < 0 || decimals > 10) return null;
    let scale = 1;
    for (let i = 0; i < decimals; i++) scale *= 10;
    const scaled = Math.abs(x) * scale;
    if (scaled >= 1e15) return x;
    const rounded = floor(scaled + 0.5) / scale;
    return x < 0 ? 0 - rounded : rounded;
  };
  const power = (x, exponent) => {
    const size = Math.abs(exponent), whole = Math.floor(size);
    if (size > 1000 || size !== whole && size !== whole + 0.5) return null;
    let result = size === whole ? 1 : Math.sqrt(x);
    for (let n = whole, factor = x; n; n = n >> 1, factor *= factor) if (n & 1) result *= factor;
    return exponent < 0 ? 1 / result : result;
  };

  const text = v => {
    if (isText(v)) return v;
    if (!isNumber(v) || Math.abs(v) >= 1e15) return '';
    let decimals = 10;
    for (let scale = 1e10; decimals && Math.abs(v) * scale >= 1e15; scale /= 10) decimals--;
    const digits = round(v, decimals).toFixed(decimals);
    return decimals ? digits.replace(/\.?0+$/, '') : digits;
  };
  const part = (t, start, length = 1e9) =>
    isText(t) && isWhole(start) && start > 0 && isWhole(length) && length >= 0
      ? [...t].slice(start - 1, start - 1 + length).join('') : null;

  const iso = ms => new Date(ms).toISOString();
  // day counts the days since 1970, NaN of what is no date.
  const day = d => {
    const ms = /^\d{4}-\d\d-\d\d$/.test(d) ? Date.parse(d) : NaN;
    return ms === ms && iso(ms).startsWith(d) ? ms / 864e5 : NaN;
  };
  const isDay = d => !isNaN(day(d));
  // field reads a part of a date or, unless it is the day, of a month.
  const field = (from, to) => all(isText, d => isDay(d) || to < 8 && isDay(d + '-01') ? +d.slice(from, to) : null);
  const years = (a, b) => b < a ? 0 - years(b, a) : b.slice(0, 4) - a.slice(0, 4) - (b.slice(5) < a.slice(5));
  const dateAdd = (d, n) => {
    if (!isWhole(n) || Math.abs(n) > 4e6 || !isDay(d)) return null;
    const later = iso((day(d) + n) * 864e5);
    return later[4] === '-' ? later.slice(0, 10) : null;
  };

  const operations = {
    and: a => a.every(yes),
    or: a => a.some(yes),
    not: ([a]) => a !== true,
    if: ([a, b, c]) => yes(a) ? b : c,
    '==': ([a, b]) => equal(a, b),
    '!=': ([a, b]) => Math.abs(order(a, b)) === 1,
    '<': ([a, b]) => order(a, b) < 0,
    '<=': ([a, b]) => order(a, b) <= 0,
    '>': ([a, b]) => order(a, b) > 0,
    '>=': ([a, b]) => order(a, b) >= 0,
    between: ([v, low, high]) => order(v, low) >= 0 && order(v, high) <= 0,
    of: ([v, ...list]) => list.some(b => equal(v, b)),
    in: ([v, set]) => has(set, v),
    selected: ([set, v]) => has(set, v),
    answered: ([v]) => v !== null && v.items !== 0,
    neg: numbers(a => -a),
    '+': numbers((a, b) => a + b),
    '-': numbers((a, b) => a - b),
    '*': numbers((a, b) => a * b),
    '/': numbers((a, b) => a / b),
    abs: numbers(Math.abs),
    floor: numbers(floor),
    round: numbers(round),
    mod: numbers((a, b) => a % b),
    power: numbers(power),
    sum: total(sum),
    mean: total(list => sum(list) / list.length),
    min: total(list => Math.min(...list)),
    max: total(list => Math.max(...list)),
    count: ([v]) => isText(v) ? 1 : v?.items ?? (v?.many ? v.many.filter(one => clean(one) !== null) : v)?.length,
    item: ([v, n]) => v?.many?.[n - 1],
    code_at: ([v, n]) => v?.[n - 1],
    coalesce: a => a.find(v => v !== null),
    today: (a, env) => env.today,
    position: (a, env) => env.position || null,
    attribute: ([name], env) => env.attribute?.(name),
    year: field(0, 4),
    month: field(5, 7),
    day: field(8, 10),
    days: all(isDay, (a, b) => day(b) - day(a)),
    years: all(isDay, years),
    date_add: ([d, n]) => dateAdd(d, n),
    length: all(isText, t => [...t].length),
    matches: finds((t, pattern) => new RegExp(`^(?:${pattern})$`, 'su').test(t)),
    contains: finds((t, x) => t.includes(x)),
    starts_with: finds((t, x) => t.startsWith(x)),
    ends_with: finds((t, x) => t.endsWith(x)),
    join: a => a.map(text).join(''),
    part: a => part(...a),
    lower: all(isText, t => t.replace(/[A-ZÀ-ÖØ-ÞĀ-ĮĲ-ŇŊ-žΆ-ΏΑ-ΫЀ-Я]/g, c => c.toLowerCase())),
    upper: all(isText, t => t.replace(/[a-zà-öø-įĳ-ňŋ-žά-ία-ώа-џ]/g, c => c.toUpperCase())),
    number: all(isText, t => /^ *-?\d+(\.\d+)? *$/.test(t) ? +t : null),
    text: ([v]) => text(v),
  };

  return ([names, tree], environment) => {
    const compute = (node, env) => {
      const chain = []; // from left to right
      for (; Array.isArray(node) && '+-*/'.includes(node[0]); node = node[1]) chain.unshift(node);
      return chain.reduce((left, [operation, , right]) =>
        clean(operations[operation]([left, compute(right, env)])), single(node, env));
    };
    const single = (node, env) => {
      if (!Array.isArray(node)) return clean(node);
      const [operation, ...operands] = node;
      if (isNumber(operation)) return clean(env.value(names[operation]));
      if (operation === 'count' && operands.length > 1) return countItems(operands, env);
      return clean(operations[operation](operands.map(o => compute(o, env)), env));
    };
    const countItems = ([[roster], condition], env) => {
      const name = names[roster], count = env.value(name)?.items;
      return env.item && count >= 0 ? [...Array(count).keys()].filter(n => yes(compute(condition, env.item(name, n)))).length : null;
    };
    return compute(tree, environment);
  };
})();
