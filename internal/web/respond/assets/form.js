// What makes the form of a section quicker to use. Everything works without it:
// questions that follow from answers of the same page then come after saving it.
(() => {
  'use strict';

  const form = document.getElementById('answers');
  if (!form) return;
  const language = document.documentElement.lang + '-u-nu-latn';
  const write = (x, options) => new Intl.NumberFormat(language, { maximumFractionDigits: 6, ...options }).format(x);
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const fillIn = (text, values) => text.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);

  // What is entered in the fields of a name, blanks left out. Questions that
  // are not shown are outside of the form.
  const entered = name => {
    const found = form.elements.namedItem(name);
    const list = !found ? [] : found instanceof RadioNodeList ? [...found] : [found];
    return list.filter(e => e.type !== 'radio' && e.type !== 'checkbox' || e.checked).map(e => e.value.trim()).filter(Boolean);
  };
  const typed = name => entered(name)[0] ?? null;

  // number reads a number in digits of any script and with either decimal sign;
  // null where it is none.
  const digit = d => {
    let n = 0;
    while (n < 9 && /\p{Nd}/u.test(String.fromCodePoint(d.codePointAt(0) - n - 1))) n++;
    return n;
  };
  const number = text => {
    const plain = (text ?? '').replace(/\p{Nd}/gu, digit).replace(/[\s'’٬\p{Cf}]/gu, '')
      .replace(/٫/g, '.').replace(/،/g, ',').replace(/[−–]/g, '-').replace(/[^\d.,]+$/, '');
    if (!/^[+-]?\d[\d.,]*$/.test(plain)) return null;
    const signs = plain.match(/[.,]/g) ?? [];
    const thousands = signs.length > 1 && signs.every(s => s === signs[0]) || /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
    const at = thousands ? plain.length : Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
    const whole = at < 0 ? plain : plain.slice(0, at);
    return +(whole.replace(/[.,]/g, '') + (at < 0 ? '' : '.' + plain.slice(at + 1)));
  };
  const padded = (text, length) => String(number(text) ?? '').padStart(length, '0');

  // How the fields of each kind of question become a value, as the server reads
  // them.
  const readers = {
    codes: (name, missing, others) => {
      let list = entered(name);
      if (!list.length) list = others.filter(([, field]) => typed(field)).slice(0, 1).map(([code]) => code);
      return list.length && !list.some(code => missing.includes(code)) ? list : null;
    },
    code: (...of) => readers.codes(...of)?.[0] ?? null,
    chosen: (code, ...of) => readers.codes(...of)?.includes(code) ?? null,
    other: (name, code, ...of) => readers.codes(...of)?.includes(code) ? typed(name) : null,
    text: typed,
    number: name => number(typed(name)),
    date: (day, month, year) => typed(day) && `${padded(typed(year), 4)}-${padded(typed(month), 2)}-${padded(typed(day), 2)}`,
    month: (month, year) => typed(month) && `${padded(typed(year), 4)}-${padded(typed(month), 2)}`,
    ranks: parts => {
      const list = parts.map(([code, name]) => [number(typed(name)), code]).filter(([rank]) => rank).sort((a, b) => a[0] - b[0]);
      return list.length ? list.map(([, code]) => code) : null;
    },
    amount: (name, currency, rates) => {
      const amount = number(typed(name)), rate = rates[typed(currency) ?? ''];
      return amount === null || !rate ? null : amount * rate;
    },
    currency: (name, currency, only) => typed(name) && (typed(currency) ?? only),
  };

  // Questions whose conditions depend on answers of this page.
  const page = JSON.parse(form.dataset.instant || 'null');
  const environment = page && {
    today: page.today,
    value: name => {
      const { fields, computed, values } = page;
      if (computed[name]) {
        const { if: asked, is } = computed[name];
        return !asked || evaluateCondition(asked, environment) ? evaluateCondition(is, environment) : null;
      }
      if (!fields[name]) return values[name] ?? null;
      const [kind, ...of] = fields[name];
      return readers[kind](...of);
    },
  };
  const places = new Map([...form.querySelectorAll('template[data-key]')].map(place => [place.dataset.key, place]));
  const shown = form.elements.namedItem('_shown');
  const showQuestions = () => {
    if (!page) return;
    const keys = new Set(shown.value.split(' '));
    for (const [key, condition] of page.conditions) {
      const place = places.get(key), question = document.getElementById('f-' + key);
      const asked = evaluateCondition(condition, environment) === true;
      if (asked && !question) place.after(place.content.firstElementChild);
      if (!asked && question) place.content.append(question);
      keys[asked ? 'add' : 'delete'](key);
    }
    shown.value = [...keys].filter(Boolean).join(' ');
  };

  // The sum of an allocation so far.
  const addUp = () => {
    for (const line of form.querySelectorAll('.total')) {
      const numbers = [...line.closest('.field').querySelectorAll('.part input')].map(e => number(e.value)).filter(x => x !== null);
      const sum = +numbers.reduce((a, b) => a + b, 0).toFixed(6), total = +line.dataset.total;
      const unit = line.dataset.unit && '\u00a0' + line.dataset.unit;
      const text = numbers.length ? fillIn(line.dataset.text, { got: write(sum), total: write(total) + unit }) : '';
      if (line.textContent !== text) line.textContent = text;
      line.classList.toggle('off', sum > total);
    }
  };

  // The device's position, where the respondent asks for it.
  const fillPosition = (fields, status, failed) => navigator.geolocation ? navigator.geolocation.getCurrentPosition(position => {
    for (const field of fields) {
      const places = +field.dataset.decimals;
      field.querySelector('input').value = write(position.coords[field.dataset.device], { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false });
    }
    status.textContent = '';
    update();
  }, () => { status.textContent = failed; }) : status.textContent = failed;
  const fields = [...form.querySelectorAll('[data-device]')];
  if (fields.length) {
    const { button, failed } = fields[0].dataset;
    const press = make('button', { type: 'button', className: 'device', textContent: button });
    const status = make('span', { className: 'hint' });
    status.setAttribute('role', 'status');
    press.addEventListener('click', () => fillPosition(fields, status, failed));
    fields[0].append(press, status);
  }

  // Long lists can be searched.
  const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const searchSelect = list => {
    const all = [...list.children].map(child => [child, [...child.children]]);
    return wanted => {
      const matches = option => !option.value || option.selected || fold(option.text).includes(wanted);
      list.replaceChildren(...all.map(([child, options]) => {
        if (options.length) child.replaceChildren(...options.filter(matches));
        return child;
      }).filter(child => child.localName === 'optgroup' ? child.children.length : matches(child)));
      const found = [...list.options].filter(option => option.value && fold(option.text).includes(wanted));
      list.size = wanted ? Math.min(8, list.options.length + 1) : 0;
      return found;
    };
  };
  const searchBoxes = list => wanted => {
    const found = [...list.querySelectorAll('.option')].filter(option => {
      const matches = fold(option.textContent).includes(wanted);
      option.hidden = !matches && !option.querySelector(':checked');
      return matches;
    });
    for (const group of list.querySelectorAll('.choices')) group.hidden = !group.querySelector('.option:not([hidden])');
    return found;
  };
  for (const list of form.querySelectorAll('[data-search]')) {
    const id = (list.id || list.closest('.field').id) + '-search';
    const box = make('div', { className: 'search' });
    const entry = make('input', { type: 'search', id, autocomplete: 'off' });
    const status = make('p');
    status.setAttribute('role', 'status');
    const search = list.localName === 'select' ? searchSelect(list) : searchBoxes(list);
    let found = [];
    entry.addEventListener('input', event => {
      event.stopPropagation();
      found = search(fold(entry.value.trim()));
      status.textContent = entry.value.trim() && fillIn(list.dataset.found, { n: write(found.length) });
    });
    entry.addEventListener('keydown', event => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      if (found.length === 1 && list.localName === 'select') list.value = found[0].value;
      update();
    });
    box.append(make('label', { htmlFor: id, textContent: list.dataset.search }), entry, status);
    list.before(box);
  }

  const update = () => {
    showQuestions();
    addUp();
  };
  for (const event of ['input', 'change']) form.addEventListener(event, update);
  addEventListener('pageshow', update);
  update();
})();
