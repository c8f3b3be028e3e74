// What every client program shares: reading its data back through the public API, as the project its key belongs to.
import assert from 'node:assert/strict';

const base = process.env.LANGFUSE_BASE_URL;
const authorization = 'Basic ' + Buffer.from(`${process.env.LANGFUSE_PUBLIC_KEY}:${process.env.LANGFUSE_SECRET_KEY}`).toString('base64');

/** Gets a path below /api/public; null when there is nothing there. */
export async function get(path) {
  const response = await fetch(`${base}/api/public/${path}`, { headers: { authorization } });
  if (response.status === 404) {
    return null;
  }

  assert.equal(response.status, 200, `GET ${path}: ${await response.clone().text()}`);
  return response.json();
}

/** Reads until what it reads holds: writes are readable within a second, so ten are more than enough. */
export async function until(read, holds, what) {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const value = await read();
    if (value && holds(value)) {
      return value;
    }

    if (performance.now() > deadline) {
      assert.fail(`${what} was not there after ten seconds; last seen: ${JSON.stringify(value)?.slice(0, 2000)}`);
    }

    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** The trace once it has that many observations. */
export const trace = (id, observations) =>
  until(() => get(`traces/${encodeURIComponent(id)}`), found => found.observations.length >= observations, `trace ${id} with ${observations} observations`);

/** The newest trace of a name once it has that many observations. */
export async function traceNamed(name, observations) {
  const found = await until(async () => (await get(`traces?name=${encodeURIComponent(name)}&limit=1`)).data[0], candidate => candidate, `a trace named ${name}`);
  return trace(found.id, observations);
}

/** The tree as text: name[child, child], children in order of their text, since several may start in one millisecond. */
export function tree(trace, label = observation => observation.name) {
  const children = parent => trace.observations
    .filter(observation => (observation.parentObservationId ?? null) === parent)
    .map(observation => {
      const below = children(observation.id);
      return label(observation) + (below.length ? `[${below.join(', ')}]` : '');
    })
    .sort();
  return children(null).join(', ');
}

export const one = (trace, name) => {
  const found = trace.observations.filter(observation => observation.name === name);
  assert.equal(found.length, 1, `${found.length} observations are named ${name}: ${trace.observations.map(o => o.name).join(', ')}`);
  return found[0];
};
