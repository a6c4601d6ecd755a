"use strict";

// Changes of a text: a list of steps, each {keep: n}, {insert: text} or {delete: n}, from the start of the text on; what they
// do not reach is kept. They follow the same rules as the server, which the AsyncAPI document tells.

function builder() {
  const steps = [];
  const last = () => steps[steps.length - 1];
  return {
    keep(n) { if (n > 0) { if (last() && last().keep) last().keep += n; else steps.push({ keep: n }); } },
    remove(n) { if (n > 0) { if (last() && last().delete) last().delete += n; else steps.push({ delete: n }); } },
    insert(text) {
      if (!text) return;
      // At one place, what is inserted stands before what is deleted.
      const at = last() && last().delete ? steps.length - 1 : steps.length;
      if (at > 0 && steps[at - 1].insert) steps[at - 1].insert += text; else steps.splice(at, 0, { insert: text });
    },
    done() { if (last() && last().keep) steps.pop(); return steps; },
  };
}

function walk(change) {
  let index = 0;
  let rest = null;
  const advance = () => { rest = index < change.length ? { ...change[index++] } : null; };
  advance();
  return {
    insert() { if (!rest || rest.insert === undefined) return null; const text = rest.insert; advance(); return text; },
    covers() { return rest ? (rest.keep || rest.delete || 0) : 0; },
    isDelete() { return !!rest && rest.delete !== undefined; },
    take(n) {
      const goes = this.isDelete();
      if (rest) { const key = goes ? "delete" : "keep"; rest[key] -= n; if (rest[key] === 0) advance(); }
      return goes;
    },
  };
}

// `one` as it is made after `other`, both of the same text; where both insert at one place, the earlier stands first.
function beside(one, other, oneIsEarlier) {
  const own = walk(one), others = walk(other), out = builder();
  for (;;) {
    let text;
    if (oneIsEarlier && (text = own.insert()) !== null) { out.insert(text); continue; }
    if ((text = others.insert()) !== null) { out.keep(text.length); continue; }
    if ((text = own.insert()) !== null) { out.insert(text); continue; }
    const covered = own.covers();
    if (!covered) break;
    const n = others.covers() ? Math.min(covered, others.covers()) : covered;
    const goes = own.take(n), gone = others.take(n);
    if (!gone) { if (goes) out.remove(n); else out.keep(n); }
  }
  return out.done();
}

// `first` and then `next` as one.
function compose(first, next) {
  const one = walk(first), two = walk(next), out = builder();
  let inserted = "";
  for (;;) {
    let text;
    if ((text = two.insert()) !== null) { out.insert(text); continue; }
    if (!inserted) {
      if (one.isDelete()) { const n = one.covers(); one.take(n); out.remove(n); continue; }
      if ((text = one.insert()) !== null) { inserted = text; continue; }
    }
    const kept = one.covers(), wanted = two.covers();
    if (inserted) {
      const n = wanted ? Math.min(wanted, inserted.length) : inserted.length;
      const part = inserted.slice(0, n);
      inserted = inserted.slice(n);
      if (!two.take(n)) out.insert(part);
    } else if (kept || wanted) {
      const n = Math.min(kept || Infinity, wanted || Infinity);
      one.take(n);
      if (two.take(n)) out.remove(n); else out.keep(n);
    } else break;
  }
  return out.done();
}

function apply(change, text) {
  let at = 0, out = "";
  for (const step of change) {
    if (step.keep) { out += text.slice(at, at + step.keep); at += step.keep; }
    else if (step.insert) out += step.insert;
    else at += step.delete;
  }
  return out + text.slice(at);
}

function moved(change, position) {
  let at = 0, place = position;
  for (const step of change) {
    if (at > position) break;
    if (step.keep) at += step.keep;
    else if (step.insert) { if (at <= position) place += step.insert.length; }
    else { place -= Math.min(step.delete, Math.max(0, position - at)); at += step.delete; }
  }
  return place;
}

function ofSplices(splices) {
  return splices.reduce((whole, splice) => {
    const one = builder();
    one.keep(splice.position);
    one.remove(splice.delete || 0);
    one.insert(splice.insert || "");
    return compose(whole, one.done());
  }, []);
}

function splices(change) {
  const out = [];
  let position = 0, open = null;
  for (const step of change) {
    if (step.keep) { position += step.keep; open = null; continue; }
    if (!open) { open = { position, delete: 0, insert: "" }; out.push(open); }
    if (step.insert) { open.insert += step.insert; position += step.insert.length; } else open.delete += step.delete;
  }
  return out;
}

function between(from, to) {
  const isLow = (text, at) => { const unit = text.charCodeAt(at); return unit >= 0xdc00 && unit <= 0xdfff; };
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  if (isLow(from, start) || isLow(to, start)) start--;
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  if (end && (isLow(from, from.length - end) || isLow(to, to.length - end))) end--;
  const out = builder();
  out.keep(start);
  out.remove(from.length - start - end);
  out.insert(to.slice(start, to.length - end));
  return out.done();
}

// The first part of a change that fits into one message, and the rest as it is made after that.
function split(change, unitsMax, stepsMax) {
  const first = [], rest = [];
  let units = 0, reached = 0;
  change.forEach((step, index) => {
    if (rest.length || index >= stepsMax) { if (!rest.length && reached) rest.push({ keep: reached }); rest.push(step); return; }
    const left = unitsMax - units;
    if (step.insert && step.insert.length > left) {
      // Nobody sees half a character.
      const code = step.insert.charCodeAt(left - 1);
      const end = code >= 0xd800 && code <= 0xdbff ? left - 1 : left;
      const [now, later] = [step.insert.slice(0, end), step.insert.slice(end)];
      if (now) first.push({ insert: now });
      reached += now.length;
      if (reached) rest.push({ keep: reached });
      rest.push({ insert: later });
      return;
    }
    first.push(step);
    if (step.insert) units += step.insert.length;
    if (!step.delete) reached += step.keep || step.insert.length;
  });
  return [first, rest];
}
